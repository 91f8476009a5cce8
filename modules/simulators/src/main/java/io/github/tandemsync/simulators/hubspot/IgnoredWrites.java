package io.github.tandemsync.simulators.hubspot;

/** Writes that are accepted with success and change nothing. */
@FunctionalInterface
public interface IgnoredWrites {
    /**
     * Whether this write is ignored.
     *
     * @param before stored value; empty when there is none
     * @param wanted value to be written; empty to clear
     */
    boolean ignored(String type, String property, String before, String wanted);

    /** None but the lifecycle stage, which only moves forward unless it is cleared first. */
    static IgnoredWrites lifecycleStageBackwards() {
        return (type, property, before, wanted) ->
                property.equals("lifecyclestage") && LifecycleStages.isBackwards(before, wanted);
    }

    /** This or that. */
    default IgnoredWrites or(IgnoredWrites other) {
        return (type, property, before, wanted) ->
                ignored(type, property, before, wanted) || other.ignored(type, property, before, wanted);
    }
}
