package io.cammanager.backup.testkit;

/** A chapter of the contract: tests that work on one store. */
interface ContractPart {
    /** Returns the store and the prefix of the test that runs. */
    StoreUnderTest underTest();
}
