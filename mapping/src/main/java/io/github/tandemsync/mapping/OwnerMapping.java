package io.github.tandemsync.mapping;

import io.github.tandemsync.core.record.Side;
import java.util.List;

/**
 * Whose lines a mapping's records are. The mapping's rule with {@code reference} to the pair says by which fields a line names its
 * owner.
 *
 * @param pair the pair that links the owners
 * @param hubspotEditable which HubSpot owners let their lines be written: those for which all conditions hold; none: every one
 * @param dynamicsEditable the same of Dynamics owners
 */
public record OwnerMapping(String pair, List<Condition> hubspotEditable, List<Condition> dynamicsEditable) {
    public OwnerMapping {
        hubspotEditable = List.copyOf(hubspotEditable);
        dynamicsEditable = List.copyOf(dynamicsEditable);
    }

    /** Which owners of the side let their lines be written. */
    public List<Condition> editable(Side side) {
        return side == Side.LEFT ? hubspotEditable : dynamicsEditable;
    }
}
