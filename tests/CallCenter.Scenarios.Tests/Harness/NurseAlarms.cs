using Microsoft.Playwright;

namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>What a supervisor sees and hears wherever she is in her console, and the pages she goes to.</summary>
internal sealed partial class Nurse
{
    // A tone that is made is a tone that is heard: the console makes none while the browser is silent.
    private const string Ears = """
        (() => {
          const Real = window.AudioContext;
          window.tones = 0;
          window.AudioContext = class extends Real { createOscillator() { window.tones++; return super.createOscillator(); } };
        })();
        """;

    public Nurse HasEars() => Then(() => profile.AddInitScriptAsync(Ears));

    public Nurse HearsTones(int atLeast) => Then(() => Waiting.UntilAsync(
        async () => await Page.EvaluateAsync<int>("window.tones") >= atLeast, TimeSpan.FromSeconds(40), () => $"She hears less than {atLeast} tones."));

    public Nurse OpensPage(string page) => Then(() => Page.GetByRole(AriaRole.Link, new() { Name = page, Exact = true }).First.ClickAsync());

    /// <summary>By keyboard.</summary>
    public Nurse SaysSheHasSeenIt() => Then(() => The("alarm-seen").First.PressAsync("Enter"));

    /// <summary>One of the numbers on the card that is open.</summary>
    public Nurse RingsFromCard(string number) => Then(async () =>
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = number }).ClickAsync();
        await Sees("softphone-state", "open");
        await line.SettlesAsync();
    });

    /// <summary>Whoever was rung has answered and is brought in.</summary>
    public Nurse IsConnected() => Then(() => line.UntilAsync(async () => await The("call-state").GetAttributeAsync("data-state") == "connected", TimeSpan.FromSeconds(30),
        async () => $"She is not connected: {await The("call-state").InnerTextAsync()}"));

    public Nurse Fills(string testId, string words) => Then(() => The(testId).FillAsync(words));
}
