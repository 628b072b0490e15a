package io.cammanager.backup.core.transfer;

import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Sleeper;
import io.cammanager.backup.core.concurrent.StopSignal;
import io.cammanager.backup.core.plan.PlannedFile;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;

/** The transfer of one small file with all its attempts, on the thread that asks for it. */
public record OneFile(TransferContext context, ExecutorService parts, Sleeper sleeper, RandomGenerator random) {
    /** Sends the file, or finds that the bucket has it, exactly as a stage of a run would. */
    public Outcome transfer(PlannedFile file) {
        ParkedUploads parked = new ParkedUploads(context, context.catalog().uploadJournal());
        PartSender sender = new PartSender(context, parts, parked, StopSignal.abrupt(() -> false));
        FileTransfer transfer = new FileTransfer(context, new Sender(context, sender), parked);
        return new Attempts(context, transfer, sleeper, random).run(file).outcome();
    }
}
