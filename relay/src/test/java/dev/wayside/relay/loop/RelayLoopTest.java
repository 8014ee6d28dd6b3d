package dev.wayside.relay.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(30)
class RelayLoopTest {

    @Test
    void aTaskThatFailsIsLoggedAndGoesOn() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(FaultLog.class);
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        logger.addAppender(logged);
        CountDownLatch turns = new CountDownLatch(3);
        try (RelayLoop loop = new RelayLoop()) {
            loop.every(1, now -> {
                turns.countDown();
                throw new IllegalStateException("a fault of this turn");
            });
            assertThat(turns.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            logger.detachAppender(logged);
        }
        List<ILoggingEvent> events = List.copyOf(logged.list);
        assertThat(events).isNotEmpty();
        assertThat(events.get(0).getLevel()).isEqualTo(Level.ERROR);
        assertThat(events.get(0).getThrowableProxy().getMessage()).isEqualTo("a fault of this turn");
        assertThat(events.get(0).getThrowableProxy().getStackTraceElementProxyArray())
                .isNotEmpty();
    }
}
