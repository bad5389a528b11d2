using Microsoft.Playwright;

namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>Her microphone. Chromium's own false one beeps; a story may have it denied, dead or unplugged.</summary>
internal sealed partial class Nurse
{
    private const string Inputs = "async () => (await navigator.mediaDevices.enumerateDevices()).filter(d => d.kind === 'audioinput').map(d => d.deviceId)";
    private string[]? _microphones;

    private const string Replaced = """
        (() => {
          const media = navigator.mediaDevices, real = media.getUserMedia.bind(media), list = media.enumerateDevices.bind(media);
          window.microphoneIs = 'KIND';
          window.unplugged = [];
          media.getUserMedia = async wanted => {
            if (window.microphoneIs === 'denied') throw new DOMException('Permission denied', 'NotAllowedError');
            const opened = await real(wanted);
            if (window.microphoneIs !== 'dead') return opened;
            opened.getTracks().forEach(t => t.stop());
            return new AudioContext().createMediaStreamDestination().stream;
          };
          media.enumerateDevices = async () => (await list()).filter(d => d.kind !== 'audioinput' || !window.unplugged.includes(d.deviceId));
        })();
        """;

    /// <summary>As her browser starts: <c>denied</c>, <c>dead</c> (it is there and gives no sound) or <c>good</c>.</summary>
    public Nurse HasMicrophone(string kind) => Then(async () =>
    {
        if (kind != "denied") await profile.GrantPermissionsAsync(["microphone"]);
        await profile.AddInitScriptAsync(Replaced.Replace("KIND", kind, StringComparison.Ordinal));
    });

    /// <summary>She puts it right, or it goes wrong.</summary>
    public Nurse TurnsMicrophone(string kind) => Then(async () => await Page.EvaluateAsync("kind => { window.microphoneIs = kind; }", kind));

    /// <summary>One of her microphones is pulled out: 0 is the browser's own choice, then those in the list.</summary>
    public Nurse UnplugsMicrophone(int number) => Then(async () =>
    {
        _microphones ??= await Page.EvaluateAsync<string[]>(Inputs);
        await Page.EvaluateAsync("id => { window.unplugged.push(id); navigator.mediaDevices.dispatchEvent(new Event('devicechange')); }", _microphones[number]);
    });

    /// <summary>In the list that the check shows.</summary>
    public Nurse ChoosesMicrophone(int number) => Then(async () =>
    {
        _microphones ??= await Page.EvaluateAsync<string[]>(Inputs);
        await The("mic-device").SelectOptionAsync(_microphones[number]);
    });

    /// <summary>Her line was told to take this one; the demo's line carries no sound and only keeps it.</summary>
    public Nurse LineTakesMicrophone(int number) => Then(() => Waiting.UntilAsync(
        async () => await Page.EvaluateAsync<string?>("() => window.softphoneInput ?? null") == _microphones![number],
        TimeSpan.FromSeconds(20), () => "The line takes another microphone."));

    /// <summary>The bar moves: something comes in.</summary>
    public Nurse SeesMeterMove() => Then(() => Waiting.UntilAsync(
        async () => double.Parse(await The("mic-meter").GetAttributeAsync("value") ?? "0", System.Globalization.CultureInfo.InvariantCulture) > 0.02, TimeSpan.FromSeconds(20), () => "The meter does not move."));

    public Nurse Clicks(string testId) => Then(() => The(testId).ClickAsync());

    public Nurse Selects(string testId, string value) => Then(() => The(testId).SelectOptionAsync(value));

    public Nurse PressesKey(string key) => Then(() => Page.Keyboard.PressAsync(key));

    public Nurse SeesNo(string testId) => Then(() => Assertions.Expect(The(testId)).ToHaveCountAsync(0));
}
