package dev.wayside.relay.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;

/** Pages whose values contain markup. */
class HtmlTest {

    private final Html page = new Html("A <relay>");

    @Test
    void valuesAreEscaped() {
        page.paragraph("%s lost", "<script>").warning("a & b").table(List.of("x<y"), List.of(List.of("1>0")));
        assertThat(page.toString())
                .contains("<title>A &lt;relay&gt;</title>")
                .contains("<p>&lt;script&gt; lost</p>")
                .contains("<b>a &amp; b</b>")
                .contains("<th>x&lt;y")
                .contains("<td>1&gt;0")
                .doesNotContain("<script>");
    }

    @Test
    void numbersHaveOneDecimalAndMayBeMissing() {
        assertThat(Html.cell(OptionalDouble.of(2_500_000), 1e-6)).isEqualTo("2.5");
        assertThat(Html.cell(OptionalDouble.empty(), 1e-6)).isEmpty();
        assertThat(Html.cell("%.2f", 1.0)).isEqualTo("1.00");
    }
}
