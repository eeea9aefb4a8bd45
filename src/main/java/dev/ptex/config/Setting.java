package dev.ptex.config;

/**
 * A setting and where it stands.
 *
 * @param key as {@code ptex.proxy.url}, without quotes
 * @param value may be a secret; empty to take the setting away
 * @param source a variable's name, or a file's path
 * @param line in the file, from 1; 0 if it is not in a file
 */
public record Setting(String key, String value, String source, int line) {
    public boolean isInFile() {
        return line > 0;
    }

    /** Where it stands, for people: {@code PTEX_PASSES}, or {@code /etc/ptex/ptex.properties:3}. */
    public String place() {
        return isInFile() ? source + ":" + line : source;
    }

    /** Who says so, for people: {@code PTEX_PROXY_URL}, or {@code ptex.proxy.url in /etc/ptex/ptex.properties:3}. */
    public String name() {
        return isInFile() ? key + " in " + place() : source;
    }

    /** The same with its key as it goes on after this. */
    Setting after(String start) {
        return new Setting(key.substring(start.length()), value, source, line);
    }

    @Override
    public String toString() {
        return key + " (" + place() + ")";
    }
}
