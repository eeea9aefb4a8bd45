package dev.ptex.manifest;

import dev.ptex.digest.Fingerprint;
import dev.ptex.manifest.ManifestSurvey.References;
import dev.ptex.manifest.SkinnyPlan.Fetched;
import dev.ptex.text.NearestName;
import dev.ptex.text.Reason;
import dev.ptex.url.FileReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Decides which of a scie's files are fetched, and what its manifest has to say of them then. */
final class SkinnyPlanner {
    /** What is smaller is not worth a request. */
    private static final long LARGE = 1 << 20;

    private final SkinnyRequest request;
    private final ManifestSurvey survey;
    private final List<LiftFile> files;
    private final Optional<LiftFile> ptex;
    private final Set<String> needed;

    /** @throws ManifestException if the manifest is none of a scie, or what it says is not what is to be said */
    SkinnyPlanner(SkinnyRequest request, ManifestSurvey survey) throws ManifestException {
        this.request = request;
        this.survey = survey;
        this.files = survey.files().orElseThrow(() -> failure("it has no \"scie.lift.files\""));
        if (!survey.hasBoot()) {
            throw failure("it has no \"scie.lift.boot\"");
        }
        this.ptex =
                request.ptex().isPresent() ? Optional.of(added(request.ptex().get())) : inLift();
        this.needed = Placeholders.filesOf(SkinnyPlan.BINDING, survey.bindings());
        if (ptex.isEmpty() && !hasBinding()) {
            throw new ManifestException(
                    "cannot make " + request.manifest()
                            + " skinny: its scie carries no ptex, which is to fetch the files",
                    Optional.of("--ptex names one, which has to lie beside the manifest"));
        }
    }

    SkinnyPlan plan() throws ManifestException {
        try {
            Map<String, Fetched> fetched = new LinkedHashMap<>();
            for (LiftFile file : chosen()) {
                fetched.put(file.name(), fetched(file));
            }
            CarriedFiles before = new CarriedFiles(request.manifest(), files, Set.of());
            CarriedFiles after = new CarriedFiles(request.manifest(), afterwards(), fetched.keySet());
            return new SkinnyPlan(
                    request.manifest(),
                    survey,
                    fetched,
                    hasBinding() ? Optional.empty() : ptex.map(SkinnyPlanner::executable),
                    ptex.filter(file -> !files.contains(file)).map(LiftFile::name),
                    before.weight(),
                    after.weight(),
                    before.hasDirectories(),
                    after.lastThatHidesTheEnd().map(SkinnyPlanner::warning).stream()
                            .toList());
        } catch (IOException e) {
            throw failure(Reason.of(e));
        }
    }

    private List<LiftFile> afterwards() {
        List<LiftFile> all = new ArrayList<>(files);
        ptex.filter(file -> !files.contains(file)).ifPresent(all::add);
        return all;
    }

    private static String warning(LiftFile last) {
        return "the last file, " + last.name() + ", is a zip that is fetched; if it lies beside the manifest when"
                + " scie-jump packs, the scie does not boot: --ptex adds a file behind it";
    }

    private boolean hasBinding() {
        return survey.bindings().containsKey(SkinnyPlan.BINDING);
    }

    private Optional<LiftFile> inLift() {
        return files.stream().filter(file -> file.isCalled(SkinnyPlan.PTEX)).findFirst();
    }

    /** The entry that the manifest is to have of it, or has. */
    private LiftFile added(Path file) throws ManifestException {
        String name = String.valueOf(file.getFileName());
        try {
            Path beside = request.manifest().toAbsolutePath().resolveSibling(name);
            if (!Files.isRegularFile(file) || !Files.exists(beside) || !Files.isSameFile(file, beside)) {
                throw failure(file + " is no file that lies beside it, where scie-jump looks for it");
            }
        } catch (IOException e) {
            throw failure(file + " cannot be read: " + Reason.of(e));
        }
        Optional<LiftFile> known = survey.file(name);
        Optional<LiftFile> called = inLift();
        if (called.isPresent() && !called.get().name().equals(name)) {
            throw failure("it has a ptex already, " + called.get().name());
        }
        if (known.isPresent() && (called.isEmpty() || known.get().source().isPresent())) {
            throw failure("it has " + name + " already, and not as a ptex that the scie carries");
        }
        return known.orElseGet(() -> new LiftFile(
                name,
                Optional.of(SkinnyPlan.PTEX),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    /** The binding's executable; the archive that is built beside the native executable has it at its top. */
    private static String executable(LiftFile file) {
        String type = file.type().orElseGet(() -> FileType.of(file.name()));
        String inside = file.name().contains("windows") ? "/ptex.exe" : "/ptex";
        return "{ptex}" + (type.equals(FileType.BLOB) ? "" : inside);
    }

    private List<LiftFile> chosen() throws ManifestException, IOException {
        List<LiftFile> chosen = new ArrayList<>();
        if (request.names().isEmpty()) {
            for (LiftFile file : files) {
                if (isWorthwhile(file)) {
                    chosen.add(file);
                }
            }
            if (chosen.isEmpty()) {
                throw failure("no file of 1 MiB or more that the scie carries lies beside it");
            }
        }
        for (String name : request.names()) {
            chosen.add(survey.file(name).orElseThrow(() -> unknown(name)));
        }
        return chosen;
    }

    private boolean isWorthwhile(LiftFile file) throws IOException {
        Optional<LocalFile> local = LocalFile.find(request.manifest(), file.name());
        return local.isPresent()
                && local.get().size() >= LARGE
                && !CarriedFiles.isDirectory(file, local)
                && !isNeeded(file)
                && file.source()
                        .filter(source -> !source.equals(SkinnyPlan.BINDING))
                        .isEmpty();
    }

    /** Whether it has to be there before anything can be fetched. */
    private boolean isNeeded(LiftFile file) {
        return ptex.filter(file::equals).isPresent() || needed.stream().anyMatch(file::isCalled);
    }

    private Fetched fetched(LiftFile file) throws ManifestException, IOException {
        Optional<LocalFile> local = LocalFile.find(request.manifest(), file.name());
        if (CarriedFiles.isDirectory(file, local)) {
            throw failure(file.name() + " is a directory, which scie-jump packs and cannot fetch");
        }
        if (isNeeded(file)) {
            throw failure(file.name() + " is needed to fetch files, and cannot be fetched itself");
        }
        Fingerprint bytes = local.orElseThrow(() -> failure(file.name() + " does not lie beside it"))
                .fingerprint();
        compare(file, "source", file.source(), SkinnyPlan.BINDING);
        compare(file, "size", file.size().stream().mapToObj(Long::toString).findFirst(), Long.toString(bytes.size()));
        compare(file, "hash", file.hash(), bytes.sha256());
        String url = FileReference.behind(request.prefix(), file.name());
        compareUrl(file.name(), url);
        String type = file.type().orElseGet(() -> FileType.of(file.name()));
        // Archives are unpacked with the modes that are in them.
        boolean executable = type.equals(FileType.BLOB) && local.get().isExecutable();
        List<String> mirrors = request.mirrors().stream()
                .map(prefix -> FileReference.behind(prefix, file.name()))
                .distinct()
                .toList();
        return new Fetched(bytes, type, executable, url, mirrors);
    }

    private void compare(LiftFile file, String key, Optional<String> there, String wanted) throws ManifestException {
        if (there.isPresent() && !there.get().equalsIgnoreCase(wanted)) {
            throw failure("the " + key + " of " + file.name() + " is " + there.get() + " there, and " + wanted
                    + " would be right");
        }
    }

    private void compareUrl(String name, String wanted) throws ManifestException {
        References there = survey.urls().getOrDefault(name, new References(List.of(wanted), Optional.empty()));
        if (!there.texts().equals(List.of(wanted))) {
            throw failure("\"ptex\" has another URL of " + name + " already");
        }
        if (survey.mirrors().getOrDefault(name, there).trouble().isPresent()) {
            throw failure("\"ptex-mirrors\" has no array of strings for " + name);
        }
    }

    private ManifestException unknown(String name) {
        List<String> names = files.stream().map(LiftFile::name).toList();
        return new ManifestException(
                "cannot make " + request.manifest() + " skinny: it has no file " + name,
                NearestName.of(name, names).map(guess -> "did you mean " + guess + "?"));
    }

    private ManifestException failure(String why) {
        return new ManifestException("cannot make " + request.manifest() + " skinny: " + why);
    }
}
