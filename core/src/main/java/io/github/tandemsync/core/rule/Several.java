package io.github.tandemsync.core.rule;

/**
 * What happens when a match rule finds several unlinked records of one side for the same records of the other, and no rule tells them
 * apart.
 */
public enum Several {
    /** None is linked: a person merges those that are the same, or changes what the rule compares. The default. */
    PARK,
    /**
     * The oldest of each side are linked with each other; the others are reported, and neither matched, created nor deleted for as
     * long as the rule finds them. The oldest is the one that was created first, by its system's clock; of several created at the same
     * time, or where the system does not say when, the one with the smallest id: numbers by their size, other ids as texts.
     */
    OLDEST
}
