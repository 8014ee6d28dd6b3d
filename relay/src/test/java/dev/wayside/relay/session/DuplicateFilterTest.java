package dev.wayside.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;

import dev.wayside.relay.Seeds;
import org.junit.jupiter.api.Test;

class DuplicateFilterTest {

    @Test
    void eachNumberIsNewOnceHoweverTheyAreShuffled() {
        Seeds.forEach(200, random -> {
            DuplicateFilter filter = new DuplicateFilter();
            Set<Long> seen = new HashSet<>();
            long top = random.nextInt(1_000_000);
            for (int i = 0; i < 5_000; i++) {
                top += random.nextInt(100) == 0 ? random.nextInt(100_000) : random.nextInt(3);
                long number = Math.max(0, top - random.nextInt(2_000));
                assertThat(filter.isNew(number)).isEqualTo(seen.add(number));
                top = Math.max(top, number);
            }
        });
    }

    @Test
    void whatIsOlderThanTheWindowCountsAsSeen() {
        DuplicateFilter filter = new DuplicateFilter();
        assertThat(filter.isNew(10)).isTrue();
        assertThat(filter.isNew(10L + DuplicateFilter.WINDOW)).isTrue();
        assertThat(filter.isNew(10)).isFalse();
        assertThat(filter.isNew(11)).isTrue();
        assertThat(filter.isNew(Long.MAX_VALUE)).isTrue();
        assertThat(filter.isNew(Long.MAX_VALUE)).isFalse();
    }
}
