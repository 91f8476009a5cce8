/** What a CRM record is: {@link io.github.tandemsync.core.record.CrmRecord}, its values and its version. */
@NullMarked
package io.github.tandemsync.core.record;

import org.jspecify.annotations.NullMarked;
