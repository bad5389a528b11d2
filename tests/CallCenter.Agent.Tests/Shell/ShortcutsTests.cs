using CallCenter.Agent.Shell;
using CallCenter.Agent.Tests.World;

namespace CallCenter.Agent.Tests.Shell;

public class ShortcutsTests : ConsoleTest
{
    private readonly List<string> _done = [];

    private IDisposable Claim(string key, string what) =>
        Part<Shortcuts>().On(key, () => { _done.Add(what); return Task.CompletedTask; });

    [Fact]
    public async Task The_last_claim_has_the_key_until_it_lets_go()
    {
        Claim("D", "doctor");
        var decline = Claim("D", "decline");
        await PressAsync("d");
        decline.Dispose();
        await PressAsync("D");
        Assert.Equal(["decline", "doctor"], _done);
    }

    [Fact]
    public async Task Single_keys_can_be_switched_off_and_F2_and_Escape_stay()
    {
        Claim("Y", "yes");
        Claim("F2", "presence");
        Claim("Escape", "close");
        await Part<Settings>().SetSingleKeysAsync(false);
        await PressAsync("y");
        await PressAsync("F2");
        await PressAsync("Escape");
        Assert.Equal(["presence", "close"], _done);
        Assert.Equal(["single-keys", "off"], Browser.VerifyInvoke("writeSetting").Arguments);
    }

    [Fact]
    public async Task A_key_nobody_claims_does_nothing()
    {
        Claim("Y", "yes");
        await PressAsync("q");
        Assert.Empty(_done);
    }
}
