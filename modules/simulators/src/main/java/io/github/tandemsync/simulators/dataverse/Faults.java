package io.github.tandemsync.simulators.dataverse;

import java.util.UUID;

/** The refusals, with the codes of Dataverse, "Web service error codes". */
final class Faults {
    static final String NOT_FOUND = "0x80040217";
    static final String MALFORMED = "0x8006088a";

    private Faults() {}

    static DataverseFault malformed(String message) {
        return new DataverseFault(400, MALFORMED, message);
    }

    static DataverseFault noSuchRow(String table, UUID id) {
        return new DataverseFault(404, NOT_FOUND, table + " With Id = " + id + " Does Not Exist");
    }

    static DataverseFault noSuchRowByKey() {
        return new DataverseFault(
                404, "0x80060891", "A record with the specified key values does not exist in the table.");
    }

    static DataverseFault noSuchKey(String table) {
        return new DataverseFault(
                400, "0x80060890", "The specified key attributes are not a defined key for the " + table + " entity");
    }

    static DataverseFault noSuchResource(String segment) {
        return new DataverseFault(404, MALFORMED, "Resource not found for the segment '" + segment + "'.");
    }

    static DataverseFault duplicateId() {
        return new DataverseFault(412, "0x80040237", "A record with matching key values already exists.");
    }

    static DataverseFault duplicateKey(String key) {
        return new DataverseFault(
                412,
                "0x80060892",
                "A record that has the attribute values of the key " + key
                        + " already exists. The entity key requires that this set of attributes contains unique values.");
    }

    static DataverseFault stale() {
        return new DataverseFault(
                412,
                "0x80060882",
                "The version of the existing record doesn't match the RowVersion property provided.");
    }

    static DataverseFault noConcurrency(String table) {
        return new DataverseFault(
                400, "0x8006088d", "Optimistic concurrency isn't enabled for entity type " + table + ".");
    }

    static DataverseFault missingPrivilege(UUID user, String privilege, String more) {
        return new DataverseFault(
                403,
                "0x80040220",
                "Principal user (Id=" + user + ", type=8, roleCount=1) is missing " + privilege + " privilege" + more);
    }

    static DataverseFault noAccess(String table) {
        return new DataverseFault(
                403, "0x80048306", "SecLib::AccessCheckEx failed. The user has no access to this " + table + " row.");
    }

    static DataverseFault securedColumn(String column) {
        return new DataverseFault(
                403, "0x80040220", "The caller has no permission for the secured column '" + column + "'.");
    }

    static DataverseFault invalid(String message) {
        return new DataverseFault(400, "0x80040203", message);
    }

    static DataverseFault tooLong(String table, String column, int length) {
        return new DataverseFault(
                400,
                "0x80044331",
                "A validation error occurred. The length of the '" + column + "' attribute of the '" + table
                        + "' entity exceeded the maximum allowed length of '" + length + "'.");
    }

    static DataverseFault noSuchOption(String table, String column, String accepted) {
        return new DataverseFault(
                400,
                "0x8004431a",
                "A validation error occurred. The value of '" + column + "' on record of type '" + table
                        + "' is outside the valid range. Accepted Values: " + accepted);
    }

    static DataverseFault badStatus(String table) {
        return new DataverseFault(
                400, "0x80048408", "The status code is not a valid status code for the state code on " + table + ".");
    }

    static DataverseFault trackingOff(String table) {
        return new DataverseFault(400, "0x80072491", "Entity " + table + " does not have change tracking enabled.");
    }

    static DataverseFault expiredStamp() {
        return new DataverseFault(
                400, "0x80044352", "Version stamp associated with the client has expired. Please perform a full sync.");
    }

    static DataverseFault notModelled(String what) {
        return new DataverseFault(501, "0x80040800", "The simulator does not model " + what + ".");
    }
}
