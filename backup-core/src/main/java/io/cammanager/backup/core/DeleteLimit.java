package io.cammanager.backup.core;

/**
 * How many recordings one run may remove from the bucket: a number, or a share of what is confirmed, whichever is more.
 *
 * @param files 0 or more
 * @param percent 0 to 100
 */
public record DeleteLimit(long files, int percent) {
    /**
     * A tenth of what is confirmed: a recorder that keeps a month deletes a day, a thirtieth, between two daily runs, so that
     * a tenth leaves room for three days without a run, and is little enough for a disk that has lost a camera's directory
     * to be noticed. At least 100, because of a few recordings a tenth is nearly none.
     */
    public static final DeleteLimit DEFAULT = new DeleteLimit(100, 10);

    public DeleteLimit {
        if (files < 0) {
            throw new IllegalArgumentException("files (" + files + ") must be 0 or more");
        }
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("percent (" + percent + ") must be 0 to 100");
        }
    }

    /**
     * Reads a number, such as {@code 500}, or a share, such as {@code 20%}.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static DeleteLimit parse(String text) {
        if (text.matches("[0-9]{1,12}")) {
            return new DeleteLimit(Long.parseLong(text), 0);
        }
        if (text.matches("[0-9]{1,3}%")) {
            return new DeleteLimit(0, Integer.parseInt(text.substring(0, text.length() - 1)));
        }
        throw new IllegalArgumentException(
                Quoted.of(text) + " is neither a number of files, such as 500, nor a share of them, such as 20%");
    }

    /** Returns how many of so many confirmed recordings may be removed. */
    public long of(long confirmed) {
        return Math.max(files, (long) (confirmed * (percent / 100.0)));
    }

    @Override
    public String toString() {
        if (percent == 0) {
            return Long.toString(files);
        }
        return files == 0 ? percent + "%" : percent + "%, but at least " + files;
    }
}
