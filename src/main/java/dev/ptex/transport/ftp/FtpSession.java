package dev.ptex.transport.ftp;

import dev.ptex.auth.Trial;
import dev.ptex.connect.Deadline;
import dev.ptex.credential.Credential;
import dev.ptex.text.Seconds;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.Validator;
import dev.ptex.trust.PeerName;
import java.io.BufferedWriter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPReply;
import org.apache.commons.net.io.CRLFLineReader;
import org.jspecify.annotations.Nullable;

/**
 * A control connection over a socket that is connected already, and the data connections that it asks for. With TLS,
 * both are in TLS. Of one thread, but for closing.
 *
 * <p>The client's own TLS (FTPSClient) greets the data connection as a stranger, and vsftpd demands by default that it
 * resumes the session of the control connection ({@link HandshakeSocket}).
 */
final class FtpSession extends FTPClient {
    /** For all that a server says: a client keeps each line until its end. */
    private static final int MOST_REPLIES = 1 << 20;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);

    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US);

    private final String host;
    private final int port;
    private final Optional<SSLContext> tls;
    private final Duration handshakeTimeout;
    private volatile @Nullable Socket control;
    private volatile @Nullable Socket data;

    /**
     * @param tls nothing for a session in the clear
     * @param connectTimeout for each connection, and again for its TLS handshake
     */
    FtpSession(String host, int port, Optional<SSLContext> tls, Duration connectTimeout, Duration readTimeout) {
        this.host = host;
        this.port = port;
        this.tls = tls;
        this.handshakeTimeout = connectTimeout;
        setControlEncoding(StandardCharsets.UTF_8);
        setSocketFactory(new ChannelSockets());
        setConnectTimeout(millis(connectTimeout));
        setDefaultTimeout(millis(readTimeout));
        setDataTimeout(readTimeout);
        // Both let a server have us connect to somebody else.
        setIpAddressFromPasvResponse(false);
        setPassiveNatWorkaroundStrategy(null);
        setRemoteVerificationEnabled(false);
        setUseEPSVwithIPv4(true);
    }

    private static int millis(Duration limit) {
        return (int) Math.min(Integer.MAX_VALUE, limit.toMillis());
    }

    /**
     * Greets the server.
     *
     * @param implicit whether TLS comes before the first reply, as on port 990
     */
    void begin(Socket socket, boolean implicit) throws IOException {
        control = socket;
        _socket_ = socket;
        if (tls.isPresent() && implicit) {
            _socket_ = secured(socket);
        }
        _connectAction_();
        if (!FTPReply.isPositiveCompletion(getReplyCode())) {
            throw new RefusedException(this);
        }
        if (tls.isPresent()) {
            if (!implicit) {
                int code = sendCommand("AUTH", "TLS");
                if (FTPReply.isNegativePermanent(code)) {
                    // Some say that one has to log in, which would be in the clear.
                    throw new TransportException(
                            "the server speaks no TLS: it answered " + FtpFailure.words(new RefusedException(this)));
                }
                require(code);
                _socket_ = secured(socket);
                takeStreams();
            }
            // RFC 4217 section 9: the data, too.
            require(sendCommand("PBSZ", "0"));
            require(sendCommand("PROT", "P"));
        }
        enterLocalPassiveMode();
    }

    /** @param trial nothing if the password is no secret, and so is never wrong */
    void authenticate(Credential user, Optional<Trial> trial) throws IOException {
        int code = user(user.user());
        if (FTPReply.isPositiveIntermediate(code)) {
            if (trial.isPresent() && !trial.get().say()) {
                throw new TransportException("the server " + Trial.UNSAID);
            }
            code = pass(user.password());
        }
        if (code == FTPReply.NOT_LOGGED_IN) {
            trial.ifPresent(Trial::refused);
        }
        require(code);
        trial.ifPresent(Trial::admitted);
        if (!setFileType(FTP.BINARY_FILE_TYPE)) {
            throw new RefusedException(this);
        }
    }

    /** The file's length in bytes (RFC 3659 section 4), if the server tells it. */
    OptionalLong length(String path) throws IOException {
        if (!FTPReply.isPositiveCompletion(sendCommand("SIZE", path))) {
            return OptionalLong.empty();
        }
        String digits = words();
        return digits.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }

    /** The file's last modification (RFC 3659 section 3) as HTTP has it, so that mirrors of both kinds speak alike. */
    Optional<Validator> version(String path) throws IOException {
        if (!FTPReply.isPositiveCompletion(sendCommand("MDTM", path))) {
            return Optional.empty();
        }
        try {
            String moment = words().replaceFirst("\\.\\d+$", "");
            LocalDateTime time = LocalDateTime.parse(moment, TIME);
            return Optional.of(new Validator(HTTP_DATE.format(time)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Of a reply's last line, without its code. */
    private String words() {
        String[] lines = getReplyStrings();
        String last = lines.length == 0 ? "" : lines[lines.length - 1];
        return last.length() < 4 ? "" : last.substring(4).strip();
    }

    /** Has the next transfer begin there; false if the server cannot. */
    boolean restartAt(long offset) throws IOException {
        if (!FTPReply.isPositiveIntermediate(sendCommand("REST", String.valueOf(offset)))) {
            return false;
        }
        // Said again right before the transfer, as RFC 3659 section 5.3 wants it.
        setRestartOffset(offset);
        return true;
    }

    InputStream retrieve(String path) throws IOException {
        InputStream data = retrieveFileStream(path);
        if (data == null) {
            throw new RefusedException(this);
        }
        return data;
    }

    /**
     * Ends it all, from any thread, without a word: what is said to a server that is still sending waits until it is
     * done. The JDK, too, would wait for the other side's goodbye; so TLS is not told.
     */
    void leave() {
        close(data);
        close(control);
    }

    private static void close(@Nullable Socket socket) {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                // It has served its time.
            }
        }
    }

    private void require(int code) throws IOException {
        if (!FTPReply.isPositiveCompletion(code)) {
            throw new RefusedException(this);
        }
    }

    @Override
    protected void _connectAction_() throws IOException {
        super._connectAction_(new InputStreamReader(new Bounded(_socket_.getInputStream()), StandardCharsets.UTF_8));
    }

    private void takeStreams() throws IOException {
        _input_ = new Bounded(_socket_.getInputStream());
        _output_ = _socket_.getOutputStream();
        _controlInput_ = new CRLFLineReader(new InputStreamReader(_input_, StandardCharsets.UTF_8));
        _controlOutput_ = new BufferedWriter(new OutputStreamWriter(_output_, StandardCharsets.UTF_8));
    }

    @Override
    protected Socket _openDataConnection_(String command, String argument) throws IOException {
        Socket opened = super._openDataConnection_(command, argument);
        data = opened;
        return opened == null || tls.isEmpty() ? opened : secured(opened);
    }

    private SSLSocket secured(Socket plain) throws IOException {
        PeerName peer = PeerName.of(host);
        int patience = plain.getSoTimeout();
        HandshakeSocket below = new HandshakeSocket(plain, port, Deadline.after(handshakeTimeout, System::nanoTime));
        SSLSocket socket =
                (SSLSocket) tls.orElseThrow().getSocketFactory().createSocket(below, peer.host(), port, true);
        SSLParameters parameters = socket.getSSLParameters();
        peer.set(parameters, true);
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
        } catch (IOException e) {
            throw FtpFailure.isTimeout(e)
                    ? TransportException.passing("no TLS handshake was made within " + Seconds.of(handshakeTimeout))
                    : e;
        }
        below.shaken(patience);
        return socket;
    }

    /** A server that says no, in its own words. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final int code;

        RefusedException(FTPClient client) {
            super(String.valueOf(client.getReplyString()));
            this.code = client.getReplyCode();
        }

        int code() {
            return code;
        }
    }

    private static final class Bounded extends FilterInputStream {
        private int left = MOST_REPLIES;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left <= 0) {
                throw new IOException("the server says too much");
            }
            int count = super.read(bytes, offset, Math.min(left, length));
            left -= Math.max(0, count);
            return count;
        }
    }
}
