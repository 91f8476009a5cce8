/**
 * The sync engine. The door is {@link io.github.tandemsync.core.engine.SyncRunner}; read
 * {@link io.github.tandemsync.core.engine.SyncReport} next.
 *
 * <p>Inside, a {@code Run} goes from slice to slice, each a {@code Session} opened under the lease; between slices it stands at a
 * place that a crash would survive. The calls of one stage, which do not depend on each other, go to a
 * {@link io.github.tandemsync.core.engine.StageExecutor}; everything else is on one thread. A run first settles what an earlier run
 * left open ({@code Recovery}); before that it sees whether store, systems and writers are those of the last one ({@code Generations},
 * {@code Pinned}, {@code PutBack}, {@code SecondWriter}; {@code RecoveryRules} says what is done if they are not). It then takes each
 * pair through {@code FeedReader} (what changed), {@code Listing} and {@code Matching} (first contact), and rounds of work ({@code
 * Round}): look at what is due, decide ({@code Reconciler} for linked records, {@code Newcomers} for new ones, {@code Removals} for
 * vanished ones, {@code Succession} for merged ones), hold lines to their owners ({@code OwnedLines}), journal and send ({@code
 * Outbox}), and settle ({@code Settlement}).
 *
 * <p>No class knows one that knows it. Down at the bottom is what follows from stored state alone, and is asked from everywhere: {@code
 * LinkRules}, {@code Intents}, {@code Refused}, {@code RemovedByUs}, {@code Distrust}, {@code Membership}, {@code Twins}. Above it
 * stand {@code Session}, which reads and commits, and {@code Work}, one piece of a round, from its first look to its last mark; then
 * whatever decides about works; then what sends and settles; then {@code Round}, {@code PairRun} and {@code Run}. The public types
 * are on top.
 *
 * <p>A plan ({@code Planning}) goes through the same rounds and stops before the journal; {@code Approval} carries it out. The links
 * of a first contact are planned apart ({@code LinkPlanning}).
 *
 * <p>When the next slice comes is decided in three places: {@code Cadence} says which pairs are asked, {@code Rhythm} when the runner
 * runs again, and a {@link io.github.tandemsync.core.engine.WorkCoordinator} which connection is next.
 */
@NullMarked
package io.github.tandemsync.core.engine;

import org.jspecify.annotations.NullMarked;
