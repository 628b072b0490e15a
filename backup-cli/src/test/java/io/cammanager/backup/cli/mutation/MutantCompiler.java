package io.cammanager.backup.cli.mutation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles a class with its defect into a directory that then goes before everything else on a class path. */
final class MutantCompiler {
    private final Path root;

    /** Makes the compiler; root is that of the repository. */
    MutantCompiler(Path root) {
        this.root = root;
    }

    /** Fills the directory with the classes of the broken source. */
    void compile(Mutation mutation, Path classes) throws IOException {
        String text = mutation.applyTo(Files.readString(root.resolve(mutation.source()), UTF_8));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(problems, null, UTF_8)) {
            List<String> options = List.of(
                    "-d",
                    classes.toString(),
                    "-classpath",
                    System.getProperty("java.class.path"),
                    "-proc:none",
                    "-nowarn",
                    "-Xlint:none",
                    "--release",
                    "17");
            boolean compiled = compiler.getTask(
                            null, files, problems, options, null, List.of(new Source(mutation.source(), text)))
                    .call();
            if (!compiled) {
                throw new IllegalStateException("the mutation \"" + mutation.name() + "\" does not compile: "
                        + problems.getDiagnostics().stream()
                                .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                                .toList());
            }
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String path, String text) {
            super(URI.create("string:///" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
