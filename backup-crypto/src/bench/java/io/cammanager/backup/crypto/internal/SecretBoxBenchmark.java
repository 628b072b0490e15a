package io.cammanager.backup.crypto.internal;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Seals blocks of 65,536 bytes on one thread; the column of {@code megabytes} is MB/s. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class SecretBoxBenchmark {
    /** Counts bytes as JMH counts operations. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Counter {
        public double megabytes;

        @Setup(Level.Iteration)
        public void reset() {
            megabytes = 0;
        }
    }

    private final byte[] key = new byte[Format.KEY];
    private final byte[] nonce = new byte[Format.NONCE];
    private final byte[] block = new byte[Format.BLOCK_STORED];
    private final SecretBox box = new SecretBox(key);

    @Setup
    public void fill() {
        Random random = new Random(42);
        random.nextBytes(key);
        random.nextBytes(nonce);
        random.nextBytes(block);
    }

    @Benchmark
    public byte[] bouncyCastle(Counter counter) {
        ReferenceBox.seal(key, nonce, block, 0, Format.BLOCK_PLAIN);
        counter.megabytes += Format.BLOCK_PLAIN / 1e6;
        return block;
    }

    @Benchmark
    public byte[] ours(Counter counter) {
        box.seal(nonce, block, 0, Format.BLOCK_PLAIN);
        counter.megabytes += Format.BLOCK_PLAIN / 1e6;
        return block;
    }
}
