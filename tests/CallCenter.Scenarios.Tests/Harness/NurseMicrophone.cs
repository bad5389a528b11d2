using Microsoft.Playwright;

namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>Her microphone. Chromium's own false one beeps; a story may have it denied, dead or unplugged.</summary>
internal sealed partial class Nurse
{
    private const string Replaced = """
        (() => {
          const media = navigator.mediaDevices, real = media.getUserMedia.bind(media), list = media.enumerateDevices.bind(media);
          window.microphoneIs = 'KIND';
          media.getUserMedia = async wanted => {
            if (window.microphoneIs === 'denied') throw new DOMException('Permission denied', 'NotAllowedError');
            return window.microphoneIs === 'dead' ? new AudioContext().createMediaStreamDestination().stream : real(wanted);
          };
          media.enumerateDevices = async () => (await list()).filter(d => !window.unplugged || d.kind !== 'audioinput' || d.deviceId !== window.unplugged);
        })();
        """;

    /// <summary>As her browser starts: <c>denied</c>, <c>dead</c> (it is there and gives no sound) or <c>good</c>.</summary>
    public Nurse HasMicrophone(string kind) => Then(() => profile.AddInitScriptAsync(Replaced.Replace("KIND", kind, StringComparison.Ordinal)));

    /// <summary>She puts it right, or it goes wrong.</summary>
    public Nurse TurnsMicrophone(string kind) => Then(async () => await Page.EvaluateAsync("kind => { window.microphoneIs = kind; }", kind));

    /// <summary>One of her microphones is pulled out.</summary>
    public Nurse UnplugsMicrophone() => Then(async () => await Page.EvaluateAsync("""
        async () => {
          const inputs = (await navigator.mediaDevices.enumerateDevices()).filter(d => d.kind === 'audioinput');
          window.unplugged = inputs[inputs.length - 1].deviceId;
          navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
        }
        """));

    /// <summary>The bar moves: something comes in.</summary>
    public Nurse SeesMeterMove() => Then(() => Waiting.UntilAsync(
        async () => double.Parse(await The("mic-meter").GetAttributeAsync("value") ?? "0", System.Globalization.CultureInfo.InvariantCulture) > 0.02, TimeSpan.FromSeconds(20), () => "The meter does not move."));

    public Nurse Clicks(string testId) => Then(() => The(testId).ClickAsync());

    public Nurse Selects(string testId, string value) => Then(() => The(testId).SelectOptionAsync(value));

    public Nurse PressesKey(string key) => Then(() => Page.Keyboard.PressAsync(key));

    public Nurse SeesNo(string testId) => Then(() => Assertions.Expect(The(testId)).ToHaveCountAsync(0));
}
