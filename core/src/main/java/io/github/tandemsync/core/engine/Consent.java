package io.github.tandemsync.core.engine;

/** Whether somebody who applies a plan consents to what can not be undone: {@link PlanItem#undoable()}. */
public enum Consent {
    /** No: such writes are not sent, and stay for the next plan or run. */
    NONE,
    /** Yes, to those that the plan names. */
    GIVEN
}
