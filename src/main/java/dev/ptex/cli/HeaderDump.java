package dev.ptex.cli;

import dev.ptex.header.Header;
import dev.ptex.header.Octets;
import dev.ptex.header.ResponseHead;
import dev.ptex.header.ResponseObserver;
import dev.ptex.text.SafeText;
import java.io.PrintStream;

/** Writes the heads of replies to standard error, as -D asks for. */
final class HeaderDump implements ResponseObserver {
    private final PrintStream errors;
    private final boolean terminal;

    HeaderDump(PrintStream errors, boolean terminal) {
        this.errors = errors;
        this.terminal = terminal;
    }

    @Override
    public void received(ResponseHead head) {
        StringBuilder lines = new StringBuilder(shown(head.statusLine())).append('\n');
        for (Header header : head.headers()) {
            lines.append(shown(header.name() + ": " + header.value())).append('\n');
        }
        errors.print(lines.append('\n'));
        errors.flush();
    }

    /** A server must not drive the terminal; into a file or a pipe its bytes go as they came. */
    private String shown(String line) {
        String text = Octets.text(line);
        return terminal ? SafeText.of(text) : text;
    }
}
