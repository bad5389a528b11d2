using System.Text.Json;
using CallCenter.Agent.Softphone;
using CallCenter.Agent.Tests.World;
using CallCenter.Agent.Wire;
using Microsoft.JSInterop;

namespace CallCenter.Agent.Tests.Softphone;

public class NursePhoneTests : ConsoleTest
{
    private static LineEvent Nothing => new(null, null, null, null);
    private static LineEvent Error(int code) => new(JsonSerializer.SerializeToElement(code), "raw", null, null);

    [Fact]
    public async Task It_starts_the_line_the_server_names_with_the_pass_it_gave()
    {
        Assert.True(await Phone.StartAsync(Cancel));
        var arguments = Line.VerifyInvoke("start").Arguments;
        Assert.Equal(["emulator", "http://line/softphone.js", "pass"], arguments.Take(3));
        Assert.Equal(PhoneState.Ready, Phone.State);
    }

    [Fact]
    public async Task A_second_start_asks_for_no_second_line()
    {
        await Phone.StartAsync(Cancel);
        await Phone.StartAsync(Cancel);
        Assert.Single(Server.To("POST api/softphone/token"));
    }

    [Fact]
    public async Task The_pass_is_renewed_by_the_consoles_own_timer_before_it_runs_out()
    {
        await Phone.StartAsync(Cancel);
        Time.Advance(TimeSpan.FromMinutes(49));
        Assert.Single(Server.To("POST api/softphone/token"));
        Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(2, Server.To("POST api/softphone/token").Count());
        Assert.Equal("pass", Line.VerifyInvoke("updateToken").Arguments[0]);
    }

    [Fact]
    public async Task A_pass_that_ran_out_while_the_computer_slept_is_renewed_at_once()
    {
        await Phone.StartAsync(Cancel);
        Phone.OnLineEvent("error", Error(31205));
        Assert.Equal(2, Server.To("POST api/softphone/token").Count());
        Line.VerifyInvoke("updateToken");
    }

    [Fact]
    public async Task A_refused_pass_leaves_the_telephone_off_in_words()
    {
        Server.Refuse("POST api/softphone/token", 403, "not-a-nurse", "This account takes no calls.");
        Assert.False(await Phone.StartAsync(Cancel));
        Assert.Equal((PhoneState.Failed, "This account takes no calls."), (Phone.State, Phone.Trouble));
    }

    [Fact]
    public async Task A_missing_bundle_is_named_as_such()
    {
        Server.Give("POST api/softphone/token", new SoftphoneToken("p", "n", Lakeside.Now.AddHours(1), Lakeside.Now.AddMinutes(50), "twilio", null));
        Line.SetupVoid("start", _ => true).SetException(new JSException("error loading dynamically imported module"));
        Assert.False(await Phone.StartAsync(Cancel));
        Assert.Contains("built without the Twilio line", Phone.Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_during_a_call_is_said_and_the_call_still_stands()
    {
        await Phone.StartAsync(Cancel);
        Phone.OnLineEvent("open", Nothing);
        Phone.OnLineEvent("error", Error(53000));
        Assert.Equal(PhoneState.Open, Phone.State);
        Assert.Contains("reconnects by itself", Phone.Trouble, StringComparison.Ordinal);
        Phone.OnLineEvent("open", Nothing);
        Assert.Null(Phone.Trouble);
    }

    [Fact]
    public void An_error_before_the_line_stands_means_there_is_none()
    {
        Phone.OnLineEvent("error", Error(31401));
        Assert.Equal(PhoneState.Failed, Phone.State);
        Assert.Contains("does not allow the microphone", Phone.Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_line_is_not_muted_any_more()
    {
        await Phone.StartAsync(Cancel);
        Phone.OnLineEvent("open", Nothing);
        await Phone.MuteAsync(true, Cancel);
        Assert.True(Phone.Muted);
        Phone.OnLineEvent("closed", Nothing);
        Assert.Equal((PhoneState.Ready, false), (Phone.State, Phone.Muted));
    }

    [Theory]
    [InlineData("20101"), InlineData("20104"), InlineData("20151"), InlineData("31000"), InlineData("31002"), InlineData("31003"), InlineData("31005")]
    [InlineData("31008"), InlineData("31009"), InlineData("31201"), InlineData("31203"), InlineData("31204"), InlineData("31205"), InlineData("31206")]
    [InlineData("31401"), InlineData("31402"), InlineData("31404"), InlineData("31486"), InlineData("31603"), InlineData("53000"), InlineData("53405")]
    [InlineData("31001"), InlineData("31100"), InlineData("31101"), InlineData("31102"), InlineData("31103"), InlineData("31104"), InlineData("31105"), InlineData("31107")]
    [InlineData("31202"), InlineData("31207"), InlineData("31209"), InlineData("31210"), InlineData("31212"), InlineData("31400"), InlineData("31480"), InlineData("53001")]
    [InlineData("53400"), InlineData("53402"), InlineData("no-microphone"), InlineData("input-gone"), InlineData("insecure"), InlineData("constant-audio-input-level"), InlineData("ice-connectivity-lost")]
    public void Every_known_code_is_a_sentence_of_its_own_with_the_code_last(string code)
    {
        var words = LineTrouble.Words(code, "raw");
        Assert.DoesNotContain("reported a fault", words, StringComparison.Ordinal);
        Assert.EndsWith($"(code {code})", words, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_code_still_says_what_to_do() =>
        Assert.Contains("Set yourself available again", LineTrouble.Words("99999", null), StringComparison.Ordinal);
}
