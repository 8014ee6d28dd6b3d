package dev.wayside.relay.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.wayside.relay.config.ConfigException;
import dev.wayside.relay.config.Policy;
import dev.wayside.relay.loop.RelayLoop;
import dev.wayside.relay.schedule.SharingRule;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RelayPolicyTest {

    @Test
    void aPriorityThatDoesNothingIsReportedOnce() throws ConfigException {
        assertThat(warnings(SharingRule.PROPORTIONAL))
                .singleElement()
                .asString()
                .contains("priority", "sharing: strict");
        assertThat(warnings(SharingRule.STRICT)).isEmpty();
    }

    private static List<String> warnings(SharingRule sharing) throws ConfigException {
        Policy priorities = Policy.parse("policy: [{kinds: [control], priority: 0}]", "policy");
        Logger logger = (Logger) LoggerFactory.getLogger(RelayPolicy.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try (RelayLoop loop = new RelayLoop()) {
            assertThat(new RelayPolicy(loop, priorities, sharing, Optional.empty(), List::of).current())
                    .isEqualTo(priorities);
            return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        } finally {
            logger.detachAppender(log);
        }
    }
}
