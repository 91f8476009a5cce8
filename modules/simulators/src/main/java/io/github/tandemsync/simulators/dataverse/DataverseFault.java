package io.github.tandemsync.simulators.dataverse;

/**
 * A refusal by the simulated organisation: the Web API turns it into an error answer, the Java API throws it. Messages follow the
 * vendor's and never contain a column value.
 */
public final class DataverseFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    DataverseFault(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** Error code of the answer, such as {@code 0x80040217}. */
    public String code() {
        return code;
    }
}
