/**
 * Everything goes wrong at once, over HTTP: {@code KillTest} kills the process, {@code HardWeatherTest} breaks requests and answers,
 * and {@code People} work all the time. {@code Judge} judges by what both systems hold and logged.
 */
@NullMarked
package io.github.tandemsync.e2e.http.storm;

import org.jspecify.annotations.NullMarked;
