package io.github.tandemsync.simulators.dataverse.internal.odata;

/** An address, option or body that the grammar does not allow. The message is meant for the caller of the API. */
public final class SyntaxFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** A fault with this text. */
    public SyntaxFault(String message) {
        super(message);
    }
}
