package dev.ptex.manifest;

/** JSON that is well formed, and not what a manifest has in that place. */
final class EntryException extends Exception {
    private static final long serialVersionUID = 1L;

    EntryException(String message) {
        super(message);
    }
}
