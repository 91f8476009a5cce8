package io.github.tandemsync.e2e.simulation.check;

/** What must hold in every history. */
public enum Invariant {
    /** Records that are the same thing hold the same, or a report says why not. */
    CONVERGENCE,
    /** With faults off, work comes to an end. */
    LIVENESS,
    /** A quiet system costs no writes. */
    NO_ECHO,
    /** One live record a side for each thing. */
    NO_DUPLICATE,
    /** What a user created reaches the other side, or a report says why not. */
    NO_LOST_CREATE,
    /** Nobody's last word disappears without a trace. */
    NO_SILENT_LOST_UPDATE,
    /** What one rule maps moves as a whole: both sides hold together only what somebody wrote together. */
    WHOLE,
    /** The engine writes only what some user wrote. */
    NO_INVENTION,
    /** What a user deleted does not come back without a report. */
    NO_RESURRECTION,
    /** What the engine deleted held nothing that is not kept elsewhere. */
    NO_EDIT_LOST_TO_DELETE,
    /** A thing is removed from both sides only while some user's delete of it stands; from one, because the other has been away. */
    NO_UNASKED_REMOVAL,
    /** A user's delete is followed by the policy's action or a report. */
    DELETE_FOLLOWED,
    /** Two records are joined only by a match rule, a create or a merge. */
    NO_WRONG_LINK,
    /** Only mapped fields, in their direction, of records of ours, and only where they differ. */
    SCOPE,
    /** Delivering everything again changes nothing. */
    IDEMPOTENT,
    /** Every write was durable before it was sent. */
    WRITE_AHEAD,
    /** No commit of an older epoch after one of a newer. */
    FENCED,
    /** Whatever lies before a saved cursor is marked or merged. */
    CURSOR_SAFE,
    /** Removals and clears of a run stay within the guard. */
    NO_MASS,
    /** The same decisions make the same history. */
    DETERMINISTIC,
    /** Where nobody does anything any more, a crash changes nothing of how it ends. */
    CRASH_EQUIVALENT,
    /** A written reference points at the counterpart of what it stands for. */
    NO_DANGLING,
    /** Under recovery rules nothing of a user's is overwritten by what is older than they are. */
    NO_OVERWRITE,
    /** What a run wrote is taken back where nobody has touched it since, a conflict ends as it was settled, and nothing else follows. */
    AMENDS,
    /** An edit of the mapping writes over nothing that was in step; who is out by it leaves by the policy, who is in comes in. */
    EDITED,
    /** A conflict is decided as the application's policy or a person decides, and by nothing else. */
    POLICY,
    /** A record is made in the variant that the router names by what its source holds. */
    ROUTED,
    /** Of several that match, where the pair says so, the oldest is linked, and the others are told. */
    OLDEST,
    /** An audit writes nothing and tells what differs; a back-fill writes into gaps of its rules only, and is taken back whole. */
    INSPECTED,
    /** Nobody who was erased is made again. */
    ERASED_STAYS_OUT,
    /** The history tells of every write that took effect, and of no other. */
    ACCOUNTING,
    /** A plan writes nothing and tells what the run then does. */
    DRY_RUN,
    /** The engine keeps to the obligations of those who call an SPI. */
    SPI_RULES,
    /** Calls grow with what happens, and a run that has nothing to do asks each feed once and no record. */
    BOUNDED,
    /** A record with which something never works, or a pair that stands still, is reported, and holds up no other. */
    ISOLATED,
    /** No process calls a system, or sends a write again, before the time that the system named to it. */
    OBEDIENT,
    /** While a field, a right, calls or the system itself are known to be missing, nothing is written, and runs say so. */
    STANDS_STILL,
    /** Another sync on the same records is noticed before many of them are there twice, and no copy is copied. */
    SECOND_WRITER,
    /** Nothing that another connection in the same store and process does changes anything of this one. */
    UNDISTURBED,
    /** No exception but the documented ones leaves the engine, and none at all once all is well. */
    NO_PANIC
}
