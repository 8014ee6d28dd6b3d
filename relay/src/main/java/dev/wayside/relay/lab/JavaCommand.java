package dev.wayside.relay.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a Java program, with the lab's own JVM. */
final class JavaCommand {

    private JavaCommand() {}

    /** A class on the lab's own class path. */
    static List<String> of(List<String> options, String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(executable());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program));
        command.addAll(arguments);
        return command;
    }

    /** A program in a jar. */
    static List<String> ofJar(List<String> options, Path jar, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(executable());
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(arguments);
        return command;
    }

    private static String executable() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
