package dev.ptex.transport.ftp;

import dev.ptex.text.Reason;
import dev.ptex.text.SafeText;
import dev.ptex.transport.TransportException;
import dev.ptex.trust.RefusedCertificateException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.commons.net.MalformedServerReplyException;
import org.apache.commons.net.ftp.FTPConnectionClosedException;
import org.apache.commons.net.ftp.FTPReply;

/** Words for what can go wrong with an FTP server. */
final class FtpFailure {
    private static final int LONGEST = 200;

    private FtpFailure() {}

    /** @param when the end of a sentence about a connection that broke off */
    static TransportException of(IOException failure, String when) {
        if (failure instanceof TransportException told) {
            return told;
        }
        if (failure instanceof FtpSession.RefusedException refused) {
            return of(refused);
        }
        Optional<RefusedCertificateException> certificate = RefusedCertificateException.behind(failure);
        if (certificate.isPresent()) {
            return new TransportException(
                    certificate.get().failure().message(), certificate.get().hint());
        }
        if (Thread.currentThread().isInterrupted() || failure instanceof ClosedByInterruptException) {
            return new TransportException("it was interrupted " + when);
        }
        if (isTimeout(failure)) {
            return TransportException.passing("nothing came in time " + when);
        }
        if (failure instanceof SSLException) {
            return new TransportException("no TLS could be agreed on: " + SafeText.of(Reason.of(failure), LONGEST));
        }
        if (failure instanceof MalformedServerReplyException) {
            return new TransportException("what came is no FTP reply");
        }
        return failure instanceof FTPConnectionClosedException
                ? TransportException.passing("the server closed the connection " + when)
                : TransportException.passing("the connection broke off " + when);
    }

    /** Also as TLS reports it. */
    static boolean isTimeout(IOException failure) {
        return failure instanceof SocketTimeoutException || failure.getCause() instanceof SocketTimeoutException;
    }

    /** RFC 959 section 4.2.1: a first digit of 4 says that it may be over soon. */
    private static TransportException of(FtpSession.RefusedException refused) {
        String reason = "the server answered " + words(refused);
        if (refused.code() == FTPReply.NOT_LOGGED_IN) {
            return new TransportException(
                    reason,
                    Optional.of(
                            "FTP takes a user and a password; they may stand in the URL, in PTEX_AUTH_<HOST>_BASIC_USER and"
                                    + " _BASIC_PASS, or in ~/.netrc"));
        }
        return refused.code() / 100 == 4 ? TransportException.passing(reason) : new TransportException(reason);
    }

    /** All that the server said, in one line. */
    static String words(FtpSession.RefusedException refused) {
        return SafeText.of(String.valueOf(refused.getMessage()).strip().replaceAll("\\s*\\R\\s*", " / "), LONGEST);
    }
}
