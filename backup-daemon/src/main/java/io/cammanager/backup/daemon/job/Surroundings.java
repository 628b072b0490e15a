package io.cammanager.backup.daemon.job;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Random;

/**
 * Time and chance, so that tests can hold them.
 *
 * @param clock whose zone is that of cron expressions
 */
record Surroundings(Clock clock, Bell bell, Delay delay, Random random) {
    static Surroundings real() {
        return new Surroundings(Clock.system(ZoneId.systemDefault()), Bell.real(), Delay.real(), new Random());
    }
}
