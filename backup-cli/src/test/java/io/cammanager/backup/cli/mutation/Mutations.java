package io.cammanager.backup.cli.mutation;

import java.util.List;
import java.util.stream.Stream;

/** The defects that the failure matrix must see. */
final class Mutations {
    private static final String CORE = "backup-core/src/main/java/io/cammanager/backup/core/";

    private Mutations() {}

    static List<Mutation> all() {
        return Stream.of(wire(), files(), state(), removal())
                .flatMap(List::stream)
                .toList();
    }

    private static Mutation defect(String name, String source, String find, String put, String... rows) {
        return new Mutation(name, CORE + source, find, put, List.of(rows));
    }

    /** What is asked of the store, and what is made of its answers. */
    private static List<Mutation> wire() {
        return List.of(
                defect(
                        "a store's 200 is taken for a proof: no HEAD after an upload",
                        "transfer/FileTransfer.java",
                        """
                            private TransferResult prove(PlannedFile file, Upload upload) throws IOException {
                        """,
                        """
                            private TransferResult prove(PlannedFile file, Upload upload) throws IOException {
                                if (file.stamp().size() >= 0) {
                                    ObjectKey unseen = context.key(file.path());
                                    ObjectInfo made = new ObjectInfo(
                                            unseen, file.stamp().size(), "", java.time.Instant.EPOCH, java.util.Map.of());
                                    confirm(file, made, upload.digests().sha256(), Proof.SIGNED_SHA256);
                                    return new TransferResult(Outcome.UPLOADED, file.decision().reason());
                                }
                        """,
                        "E10",
                        "E11"),
                defect(
                        "an object that is there proves an upload, whatever it says of itself",
                        "transfer/UploadProof.java",
                        """
                                FileDigests sent = upload.digests();
                        """,
                        """
                                FileDigests sent = upload.digests();
                                if (sent != null) {
                                    return Proof.SIGNED_SHA256;
                                }
                        """,
                        "E7",
                        "E9"),
                defect(
                        "an upload is not conditional",
                        "transfer/Sender.java",
                        "replaced == null ? Condition.IF_ABSENT : Condition.ifMatch(replaced.etag())",
                        "Condition.ALWAYS",
                        "G1"),
                defect(
                        "after a lost answer nobody looks whether the object is there",
                        "transfer/FileTransfer.java",
                        """
                                    case PRECONDITION_FAILED, CONFLICT, NOT_FOUND, UNAVAILABLE ->
                                        context.store().head(context.key(file.path()));
                        """,
                        "",
                        "E2"),
                defect(
                        "a request is sent once and never again",
                        "store/layer/Retries.java",
                        "static final int TRIES = 3;",
                        "static final int TRIES = 1;",
                        "E1",
                        "E3"),
                defect(
                        "no pause before a request is sent again",
                        "store/layer/Retries.java",
                        "Duration.ofMillis(Math.max(jitter, asked))",
                        "Duration.ZERO",
                        "E1"),
                defect(
                        "a refusal of the access key is worth another try",
                        "store/StoreException.java",
                        "DENIED(Retryability.NEVER, ExitCode.DENIED, Reach.RUN)",
                        "DENIED(Retryability.RETRY, ExitCode.DENIED, Reach.FILE)",
                        "E12"),
                defect(
                        "a full store is worth another try",
                        "store/StoreException.java",
                        "STORAGE_FULL(Retryability.NEVER, ExitCode.UNREACHABLE, Reach.RUN)",
                        "STORAGE_FULL(Retryability.RETRY, ExitCode.UNREACHABLE, Reach.FILE)",
                        "E16"),
                defect(
                        "an empty listing makes an empty bucket",
                        "engine/LossGuard.java",
                        "|| isAnyThere(plan.first(Reason.LOST_REMOTELY, LOOKS))) {",
                        "|| store == null) {",
                        "E15"),
                defect("an emptied bucket is filled again without a word", "engine/LossGuard.java", """
                                if (lost == 0) {
                        """, """
                                if (lost >= 0) {
                        """, "E14"),
                defect(
                        "a restored file is not compared with its hash",
                        "restore/Download.java",
                        "if (differs != null) {",
                        "if (differs != null && differs.isEmpty()) {",
                        "E8"));
    }

    /** What is looked at in the source. */
    private static List<Mutation> files() {
        return List.of(
                defect(
                        "the change time of a file is not looked at",
                        "scan/FileStat.java",
                        "nanos(get(attributes, \"ctime\", FileTime.class)),",
                        "0L,",
                        "C4"),
                defect(
                        "a file is not looked at again after it was sent",
                        "transfer/SourceFile.java",
                        "if (stat.kind() != FileStat.Kind.REGULAR || !stat.stamp().equals(stamp)) {",
                        "if (stat.kind() != FileStat.Kind.REGULAR) {",
                        "C1",
                        "C2"),
                defect("what is still being written is sent", "plan/Settling.java", """
                                    return nowNanos - stamp.mtimeNanos() >= minAge.toNanos();
                        """, """
                                    return true;
                        """, "C12", "C13"),
                defect(
                        "a file of any kind is a recording",
                        "scan/TreeWalker.java",
                        "if (stat.kind() != FileStat.Kind.REGULAR) {",
                        "if (stat.kind() == FileStat.Kind.UNKNOWN) {",
                        "C10"),
                defect(
                        "a plan may have more parts than the store takes",
                        "transfer/PartPlan.java",
                        "long partSize = Math.max(options.partSizeBytes(), ceilDiv(needed, MIB) * MIB);",
                        "long partSize = Math.max(options.partSizeBytes(), Math.min(needed, 1));",
                        "C15"),
                defect(
                        "an empty source is a source like any other",
                        "engine/SourceGuard.java",
                        "if (files == 0 && !allowed && catalog.hasEverConfirmed()",
                        "if (files < 0 && !allowed && catalog.hasEverConfirmed()",
                        "C8"),
                defect(
                        "all files may change at once",
                        "engine/MassChangeGuard.java",
                        "boolean mass = counts.changed >= FLOOR &&",
                        "boolean mass = counts.changed < 0 &&",
                        "C9"));
    }

    /** What is remembered, and how it is read again. */
    private static List<Mutation> state() {
        return List.of(
                defect(
                        "a state may belong to any job",
                        "catalog/CatalogFile.java",
                        "if (!owner.equals(identity.toString())) {",
                        "if (owner.isEmpty()) {",
                        "H2"),
                defect(
                        "a row of the state is believed without its sum",
                        "catalog/CatalogRows.java",
                        "if (RowSum.of(row) != rows.number(7)) {",
                        "if (RowSum.of(row) == 0 && rows.number(7) < 0) {",
                        "H1"),
                defect("a commit does not wait for the disk", "sqlite/Database.java", """
                                // In WAL mode, NORMAL may lose the last commits with the power: a confirmed file would be sent again.
                                config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
                        """, """
                                config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
                        """, "A6"),
                defect(
                        "a commit that failed is taken for done",
                        "catalog/ConfirmationQueue.java",
                        """
                                        done.completeExceptionally(e);
                        """,
                        """
                                        done.complete(null);
                        """,
                        "B4",
                        "B1"),
                defect("any password will do", "store/layer/CryptCanary.java", """
                                    throw wrong(String.valueOf(e.getMessage()));
                        """, """
                                    return true;
                        """, "H3"),
                defect(
                        "an upload in parts is gone on with whatever the file holds now",
                        "transfer/ParkedUploads.java",
                        "return sums(digests).equals(begun.sums())",
                        "return !sums(digests).sha256().equals(null)",
                        "F3"));
    }

    /** What keeps an object from being lost by another one. */
    private static List<Mutation> removal() {
        return List.of(
                defect(
                        "what is replaced is not kept first",
                        "transfer/Replacer.java",
                        "context.keeping().wayToReplace(there) != KeepWay.AS_VERSION) {",
                        "context.keeping().wayToReplace(there) == null) {",
                        "F1",
                        "F4",
                        "F5",
                        "C9"),
                defect("a copy that is kept is not looked at", "keep/Keeping.java", """
                                if (copy == null || !isLike(original, copy)) {
                        """, """
                                if (copy != null && copy.size() < 0) {
                        """, "E10", "F4"),
                defect("the nonce of a lease is not looked at", "lock/RemoteLease.java", """
                                if (moment == null) {
                        """, """
                                if (moment == null) {
                                    moment = context.now();
                                }
                                if (moment == null) {
                        """, "G2", "G1"),
                defect("a lease is taken for dead at once", "lock/LeaseTaking.java", """
                                    if (!now.equals(Optional.of(held))) {
                                        return now;
                                    }
                        """, """
                                    if (now.isEmpty()) {
                                        return now;
                                    }
                        """, "G1", "G3"));
    }
}
