using CallCenter.Agent.Shell;
using CallCenter.Agent.Softphone;
using CallCenter.Agent.Tests.World;
using Microsoft.AspNetCore.Components;

namespace CallCenter.Agent.Tests.Shell;

public class PanelTests : ConsoleTest
{
    private sealed class Breaks : ComponentBase
    {
        protected override void OnInitialized() => throw new InvalidOperationException("a fault of this panel");
    }

    [Fact]
    public async Task A_panel_that_breaks_says_so_and_takes_neither_its_neighbour_nor_the_call_with_it()
    {
        await SignInAsync(call: Lakeside.Call());
        var screen = Render(builder =>
        {
            Panel(builder, 0, "Broken", content => { content.OpenComponent<Breaks>(0); content.CloseComponent(); });
            Panel(builder, 10, "Whole", content => content.AddContent(0, "still here"));
            builder.OpenComponent<CallBar>(20);
            builder.CloseComponent();
        });

        Assert.Contains("The panel “Broken” stopped.", screen.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Contains("still here", screen.Markup, StringComparison.Ordinal);
        Assert.Contains("On call", screen.Find("[data-testid=call-state]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("a fault of this panel", screen.Markup, StringComparison.Ordinal);
    }

    private static void Panel(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder, int at, string title, RenderFragment content)
    {
        builder.OpenComponent<Panel>(at);
        builder.AddAttribute(at + 1, "Title", title);
        builder.AddAttribute(at + 2, "ChildContent", content);
        builder.CloseComponent();
    }
}
