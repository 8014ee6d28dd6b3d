package dev.wayside.api;

import java.io.Console;

/** The terminal, if a person uses the program on one. */
final class Terminal {

    /** From this version on there is a console without a terminal too, and it says which it is. */
    private static final int CONSOLE_SAYS_SO = 22;

    private Terminal() {}

    @SuppressWarnings("SystemConsoleNull") // newer versions are asked below
    static boolean isThere() {
        Console console = System.console();
        if (console == null || Runtime.version().feature() < CONSOLE_SAYS_SO) {
            return console != null;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Console.isTerminal is there from Java 22 on", e);
        }
    }
}
