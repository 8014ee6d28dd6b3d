package dev.wayside.api;

import java.net.URL;
import java.util.Locale;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import org.slf4j.LoggerFactory;

/** Format of the service's log. */
enum LogLayout {
    /** A line for people. */
    TEXT("logback.xml"),
    /** A JSON object a line, for programs. */
    JSON("logback-json.xml");

    private final String configuration;

    LogLayout(String configuration) {
        this.configuration = configuration;
    }

    /** Sets the layout of all later log lines. */
    void apply() {
        URL resource = LogLayout.class.getResource("/" + configuration);
        LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(loggers);
        loggers.reset();
        try {
            configurator.doConfigure(resource);
        } catch (JoranException e) {
            throw new IllegalStateException(configuration + " is part of the program", e);
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
