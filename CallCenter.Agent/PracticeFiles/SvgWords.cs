using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace CallCenter.Agent.PracticeFiles;

/// <summary>SVG's own text element: Razor keeps the tag of that name for itself.</summary>
public sealed class SvgWords : ComponentBase
{
    /// <summary>Where it stands.</summary>
    [Parameter, EditorRequired] public string X { get; set; } = "";

    /// <summary>The base line.</summary>
    [Parameter, EditorRequired] public int Y { get; set; }

    /// <summary>How it looks.</summary>
    [Parameter] public string Class { get; set; } = "";

    /// <summary>What it says.</summary>
    [Parameter, EditorRequired] public string Say { get; set; } = "";

    /// <inheritdoc />
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "x", X);
        builder.AddAttribute(2, "y", Y);
        builder.AddAttribute(3, "class", Class);
        builder.AddContent(4, Say);
        builder.CloseElement();
    }
}
