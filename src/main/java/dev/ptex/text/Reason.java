package dev.ptex.text;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why something could not be read or written, as the end of a message: one phrase, without the file's name. */
public final class Reason {
    private Reason() {}

    /**
     * The reason in words of ours where the JDK has a class instead of words for it, else in the system's, which may be
     * in the user's language.
     */
    public static String of(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "it exists already";
        }
        if (failure instanceof NotDirectoryException) {
            return "it is not a directory";
        }
        if (failure instanceof CharacterCodingException) {
            return "it is not UTF-8";
        }
        if (failure instanceof ClosedByInterruptException) {
            return "it was interrupted";
        }
        return failure instanceof ClosedChannelException ? "it was closed" : told(failure);
    }

    private static String told(IOException failure) {
        // The JDK puts the file's name before the reason, and messages have it already.
        String text = failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
        if (text != null && !text.isBlank()) {
            return phrase(text.strip());
        }
        return failure.getCause() instanceof IOException cause ? of(cause) : "input/output error";
    }

    /** "No space left on device" begins small here, "RPC" does not; Windows' sentences end in a full stop. */
    private static String phrase(String sentence) {
        String phrase = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
        boolean word = phrase.length() > 1 && Character.isLowerCase(phrase.charAt(1));
        return word ? Character.toLowerCase(phrase.charAt(0)) + phrase.substring(1) : phrase;
    }
}
