package dev.ptex.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is set, and where. In rising precedence: the machine's file, the user's, the one that PTEX_CONFIG names, the
 * environment's {@code PTEX_*}, and {@code -Dptex.*}; key by key. An empty value takes a setting away.
 */
public final class Settings {
    /** Where nobody sets anything. */
    public static final Settings NONE = new Settings(new Environment(Map.of()), List.of());

    static final String PREFIX = "ptex.";

    private final Environment environment;
    private final Map<String, Setting> inFiles = new LinkedHashMap<>();

    /** @param inFiles of one key, the last counts */
    public Settings(Environment environment, List<Setting> inFiles) {
        this.environment = environment;
        inFiles.forEach(setting -> this.inFiles.put(setting.key(), setting));
    }

    /** @throws SettingsException if a file is there and cannot be used */
    public static Settings of(Environment environment) {
        List<Setting> settings = new ArrayList<>();
        new SettingsPlaces(environment).files().forEach(file -> settings.addAll(file.read()));
        return new Settings(environment, settings);
    }

    /** What a key, such as {@code ptex.proxy.url}, is set to; nothing if that is empty. */
    public Optional<Setting> find(String key) {
        return Optional.ofNullable(strongest(key))
                .filter(setting -> !setting.value().isEmpty());
    }

    /** Where a key is set to nothing; nothing if it is set to something, or not at all. */
    public Optional<Setting> emptied(String key) {
        return Optional.ofNullable(strongest(key))
                .filter(setting -> setting.value().isEmpty());
    }

    private @Nullable Setting strongest(String key) {
        String property = System.getProperty(key, "");
        if (!property.isEmpty()) {
            return new Setting(key, property, "-D" + key, 0);
        }
        String variable = variable(key);
        String value = environment.variables().get(variable);
        return value == null ? inFiles.get(key) : new Setting(key, value, variable, 0);
    }

    /**
     * All settings of a group, such as {@code ptex.rewrite}, in the order in which files have them.
     *
     * @return with the keys as they go on after the group's name and a dot
     * @throws SettingsException if a colon has cut a key's URL in two
     */
    public List<Setting> group(String group) {
        String start = group + ".";
        return inFiles.keySet().stream()
                .filter(key -> key.startsWith(start))
                .map(this::find)
                .flatMap(Optional::stream)
                .map(setting -> withWholeUrl(group, setting.after(start)))
                .toList();
    }

    /** Without quotes, the key ends at the URL's first colon. */
    private static Setting withWholeUrl(String group, Setting setting) {
        if (setting.key().indexOf(':') < 0 && setting.value().startsWith("//")) {
            throw new SettingsException("cannot read settings from " + setting.place()
                    + ": a URL in a key stands in double quotes: " + group + ".\"" + setting.key() + "://...\"");
        }
        return setting;
    }

    /** The files that something is set in, the strongest last. */
    public List<String> files() {
        return inFiles.values().stream().map(Setting::source).distinct().toList();
    }

    /** A line for each setting in a file that there is no such one. */
    public List<String> warnings() {
        return inFiles.values().stream()
                .filter(setting -> !KnownSettings.contains(setting.key()))
                .map(setting -> setting.place() + ": there is no setting " + setting.key()
                        + KnownSettings.nearest(setting.key())
                                .map(near -> "; did you mean " + near + "?")
                                .orElse(""))
                .toList();
    }

    private static String variable(String key) {
        StringBuilder name = new StringBuilder(key.toUpperCase(Locale.ROOT));
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean kept = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!kept) {
                name.setCharAt(i, '_');
            }
        }
        return name.toString();
    }
}
