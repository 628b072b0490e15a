package io.cammanager.backup.cli.progress;

import io.cammanager.backup.cli.console.Console;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.report.Messages;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Shows how far a run is until it is closed: a block that is redrawn on a terminal, a plain line now and then elsewhere.
 * Events only count; a thread of its own draws, at a fixed pace.
 */
public final class ProgressDisplay implements BackupListener, AutoCloseable {
    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final Duration PLAIN_LINE = Duration.ofSeconds(30);

    private final Progress progress = new Progress(System::nanoTime);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(ProgressDisplay::daemon);
    private final Console console;
    private final ProgressText text;
    private final IntSupplier width;

    private ProgressDisplay(Console console, Messages messages, IntSupplier width) {
        this.console = console;
        this.text = new ProgressText(messages);
        this.width = width;
    }

    /** Begins to show, in lines no wider than the given width. */
    public static ProgressDisplay start(Console console, Messages messages, IntSupplier width) {
        ProgressDisplay display = new ProgressDisplay(console, messages, width);
        boolean block = console.terminal().errIsTerminal();
        long period = (block ? REDRAW : PLAIN_LINE).toMillis();
        var unused = display.timer.scheduleAtFixedRate(
                block ? display::draw : display::say, period, period, TimeUnit.MILLISECONDS);
        return display;
    }

    @Override
    public void onEvent(BackupEvent event) {
        progress.onEvent(event);
    }

    private void draw() {
        // One column stays free: some terminals wrap as soon as the last one is written.
        console.live(text.lines(progress.snapshot(), width.getAsInt() - 1));
    }

    private void say() {
        console.note(text.line(progress.snapshot()));
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            // A drawing that is under way must not appear after the block is gone.
            boolean ended = timer.awaitTermination(2, TimeUnit.SECONDS);
            if (ended) {
                console.live(List.of());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    }
}
