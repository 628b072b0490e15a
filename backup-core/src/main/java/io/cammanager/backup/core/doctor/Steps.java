package io.cammanager.backup.core.doctor;

import io.cammanager.backup.core.doctor.Doctor.Step;
import java.util.List;

/** All checks, in the order in which they are made: what is near first, and what is written is tidied up last. */
final class Steps {
    static final String ENDPOINT = "endpoint";
    static final String KEYS = "keys";
    static final String BUCKET = "bucket";
    static final String PUT = "right to put";

    private Steps() {}

    static List<Step> of(DoctorContext context, Scratch scratch) {
        LocalChecks local = new LocalChecks(context);
        ReachChecks reach = new ReachChecks(context);
        BucketChecks bucket = new BucketChecks(context);
        WriteChecks writes = new WriteChecks(context, scratch);
        PromisesCheck promises = new PromisesCheck(context, scratch);
        return List.of(
                new Step("settings", Need.NOTHING, local::settings),
                new Step("file names", Need.NOTHING, LocalChecks::fileNames),
                new Step("source", Need.NOTHING, local::source),
                new Step("state", Need.NOTHING, new StateCheck(context)),
                new Step("lock", Need.NOTHING, local::lock),
                new Step("catalog", Need.NOTHING, new CatalogCheck(context)),
                new Step(ENDPOINT, Need.NOTHING, reach::endpoint),
                new Step("TLS", Need.ENDPOINT, reach::tls),
                new Step("clock", Need.ENDPOINT, reach::clock),
                new Step("password", Need.BUCKET, bucket::password),
                new Step("versions", Need.BUCKET, bucket::versions),
                new Step("Object Lock", Need.BUCKET, bucket::lock),
                new Step("life cycle", Need.BUCKET, new LifecycleCheck(context)),
                new Step("unfinished uploads", Need.BUCKET, new UploadsCheck(context)),
                new Step("rights", Need.WRITING, new RightsCheck(context, scratch)),
                new Step(LockCheck.NAME, Need.WRITING, new LockCheck(context)),
                new Step("promises", Need.WRITING, promises),
                new Step("remembered", Need.WRITING, promises::remembered),
                new Step("If-Match on nothing", Need.WRITING, writes::absentMatch),
                new Step("race", Need.WRITING, new RaceCheck(context, scratch, promises)),
                new Step("checksum header", Need.WRITING, writes::checksumHeader),
                new Step("list after write", Need.WRITING, writes::listAfterWrite),
                new Step("odd names", Need.WRITING, new OddNamesCheck(scratch)),
                new Step("ranges", Need.WRITING, writes::ranges),
                new Step("tidying up", Need.WRITING, new TidyCheck(context, scratch)));
    }
}
