package dev.ptex.nativeimage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.graalvm.nativeimage.hosted.Feature;
import org.graalvm.nativeimage.hosted.RuntimeReflection;

/**
 * Keeps what Quarkus looks up by name in ptex' own classes: it lists them as it builds, and of the list, which is left
 * out as a whole (docs/native.md), these are taken. So a new bean or converter needs no entry anywhere.
 */
final class OwnClasses implements Feature {
    private static final String LIST = "META-INF/native-image/reflect-config.json";
    private static final Pattern OWN = Pattern.compile("\"name\" ?: ?\"(dev\\.ptex\\.[^\"]+)\"");

    OwnClasses() {}

    @Override
    public String getDescription() {
        return "Keeps what is looked up by name in ptex' own classes";
    }

    @Override
    public void beforeAnalysis(BeforeAnalysisAccess access) {
        try {
            listed(access.getApplicationClassLoader()).forEach(name -> keep(access.findClassByName(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalStateException if there is no list, or none of ptex' classes in any: an executable would be built,
     *     but not start */
    static Set<String> listed(ClassLoader loader) throws IOException {
        Set<String> names = new TreeSet<>();
        for (URL list : Collections.list(loader.getResources(LIST))) {
            try (InputStream stream = list.openStream()) {
                String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                OWN.matcher(text).results().map(found -> found.group(1)).forEach(names::add);
            }
        }
        if (names.isEmpty()) {
            throw new IllegalStateException("no " + LIST + " on the class path lists a class of ptex");
        }
        return names;
    }

    private static void keep(Class<?> type) {
        RuntimeReflection.register(type);
        RuntimeReflection.register(type.getDeclaredConstructors());
        RuntimeReflection.register(type.getDeclaredMethods());
        RuntimeReflection.register(type.getDeclaredFields());
    }
}
