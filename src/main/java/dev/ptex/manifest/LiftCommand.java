package dev.ptex.manifest;

import java.util.List;

/**
 * A command or binding of a lift.
 *
 * @param texts its executable, its arguments and the values of its environment: whatever may have placeholders
 */
record LiftCommand(List<String> texts) {
    LiftCommand {
        texts = List.copyOf(texts);
    }
}
