package io.cammanager.backup.testkit.proxy;

import com.google.common.collect.ImmutableMap;

/** Answers of S3's form, and some that only look like it. */
public final class S3Xml {
    static final ImmutableMap<String, String> HEADERS = ImmutableMap.of("Content-Type", "application/xml");
    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private S3Xml() {}

    /** Returns the body of a refusal. */
    public static String error(String code) {
        return DECLARATION + "<Error><Code>" + code
                + "</Code><Message>injected</Message><RequestId>0</RequestId></Error>";
    }

    /** Returns a refusal behind the blanks by which a server keeps a connection alive while it works. */
    public static String errorAfterBlanks(String code) {
        return DECLARATION + " ".repeat(64) + error(code).substring(DECLARATION.length());
    }

    /** Returns a listing of elements in one another, so many levels deep, which never says anything. */
    public static String nested(int depth) {
        return DECLARATION + "<ListBucketResult>" + "<a>".repeat(depth) + "</a>".repeat(depth) + "</ListBucketResult>";
    }

    /** Returns a listing whose only key is an entity that grows a billionfold. */
    public static String entities() {
        StringBuilder text = new StringBuilder(DECLARATION).append("<!DOCTYPE l [<!ENTITY e0 \"lol\">");
        for (int i = 1; i < 10; i++) {
            text.append("<!ENTITY e")
                    .append(i)
                    .append(" \"")
                    .append(("&e" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        return text.append("]><ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>&e9;</Key><Size>1</Size>"
                        + "</Contents></ListBucketResult>")
                .toString();
    }

    /** Returns a listing whose only key is the content of a file of the reader's. */
    public static String externalEntity(String url) {
        return DECLARATION + "<!DOCTYPE l [<!ENTITY x SYSTEM \"" + url + "\">]><ListBucketResult><IsTruncated>false"
                + "</IsTruncated><Contents><Key>&x;</Key><Size>1</Size></Contents></ListBucketResult>";
    }
}
