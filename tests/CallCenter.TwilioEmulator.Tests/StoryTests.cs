using System.Net.Http.Json;
using System.Text.Json;
using CallCenter.TwilioEmulator.Stories;
using CallCenter.TwilioEmulator.Tests.Harness;

namespace CallCenter.TwilioEmulator.Tests;

public class StoryTests
{
    private const string Language = "<Gather numDigits=\"1\" timeout=\"8\" action=\"/language\"><Say>For English, press 1.</Say><Say language=\"es-US\">Para español, oprima 2.</Say></Gather><Redirect>/inbound</Redirect>";
    private const string Birth = "<Gather numDigits=\"8\" timeout=\"8\" action=\"/birth\"><Say>Please key the birth date of the patient.</Say></Gather>";
    private const string Danger = "<Gather input=\"dtmf speech\" numDigits=\"1\" timeout=\"8\" action=\"/danger\"><Say>Do you have trouble breathing, or chest pain? Press 1 or say yes.</Say></Gather>";

    [Theory]
    [InlineData("chest-pain", "06021955", "1")]
    [InlineData("breathless-at-night", "03141948", "2")]
    [InlineData("medicine-question", "05091960", "2")]
    public async Task A_story_finds_its_way_to_the_queue_by_what_it_hears(string story, string birthDate, string danger)
    {
        await using var emulator = await App(Language);
        await emulator.Control($"/emulator/stories/{story}");
        await emulator.Advance(60);
        Assert.Equal("1", emulator.Application.Last("/language")["Digits"]);
        Assert.Equal(birthDate, emulator.Application.Last("/birth")["Digits"]);
        Assert.Equal(danger, emulator.Application.Last("/danger")["Digits"]);
    }

    [Fact]
    public async Task In_another_order_it_answers_the_same_questions()
    {
        await using var emulator = await App(Danger);
        emulator.Application.Twiml("/danger", Birth);
        emulator.Application.Twiml("/birth", Language);
        emulator.Application.Twiml("/language", "<Enqueue>nurses</Enqueue>");
        await emulator.Control("/emulator/stories/chest-pain");
        await emulator.Advance(60);
        Assert.Equal("1", emulator.Application.Last("/danger")["Digits"]);
        Assert.Equal("06021955", emulator.Application.Last("/birth")["Digits"]);
        Assert.Equal("1", emulator.Application.Last("/language")["Digits"]);
    }

    [Fact]
    public async Task The_second_doctor_keys_her_pin_and_takes_responsibility()
    {
        await using var emulator = await App(Language);
        emulator.Application.Twiml("/page", "<Gather action=\"/pin\"><Say>Please key your PIN, then pound.</Say></Gather>");
        emulator.Application.Twiml("/pin", "<Gather numDigits=\"1\" action=\"/ack\"><Say>Press 1 to take responsibility.</Say></Gather>");
        emulator.Application.Twiml("/ack", "<Say>Thank you</Say>");
        await emulator.Control("/emulator/stories/breathless-at-night");
        await Page(emulator, "+15125550121");
        await emulator.Advance(40);
        Assert.Empty(emulator.Application.Requests("/page"));
        await Page(emulator, "+15125550122");
        await emulator.Advance(40);
        Assert.Equal("2580", emulator.Application.Last("/pin")["Digits"]);
        Assert.Equal("1", emulator.Application.Last("/ack")["Digits"]);
    }

    [Fact]
    public async Task Connected_to_the_nurse_it_speaks_its_lines_and_a_visitor_can_take_over()
    {
        await using var emulator = await App(Language);
        emulator.Application.Twiml("/room", "<Dial><Conference beep=\"false\">room</Conference></Dial>");
        var run = await emulator.Control("/emulator/stories/medicine-question");
        await emulator.Advance(60);
        await emulator.Post($"Calls/{run.GetProperty("callSid").GetString()}.json", ("Url", emulator.Application.Url("/room")));
        emulator.Application.Twiml("/inbound", "<Dial><Conference beep=\"false\">room</Conference></Dial>");
        var nurse = await emulator.Dial("+15125550139");
        await emulator.Advance(13);
        Assert.Equal(2, (await nurse.Heard("voice")).Count);

        await emulator.Control($"/emulator/stories/runs/{run.GetProperty("runId").GetString()}/take-over");
        await emulator.Advance(60);
        Assert.Equal(2, (await nurse.Heard("voice")).Count);
        var runs = await emulator.Http.GetFromJsonAsync<JsonElement>("/emulator/stories/runs");
        Assert.True(runs[0].GetProperty("actors")[0].GetProperty("takenOver").GetBoolean());
    }

    [Theory]
    [InlineData("Please key your PIN.", "2580#")]
    [InlineData("Press 1 to take responsibility for this patient", "1")]
    [InlineData("The patient is spinning", null)]
    public void A_doctor_answers_what_is_asked(string heard, string? keys) => Assert.Equal(keys, Replies.OfDoctor(heard));

    private static Task<JsonElement> Page(TestEmulator emulator, string to) => emulator.Post("Calls.json",
        ("From", TestEmulator.Line), ("To", to), ("Url", emulator.Application.Url("/page")), ("Timeout", "20"));

    private static async Task<TestEmulator> App(string first)
    {
        var emulator = await TestEmulator.Begin();
        emulator.Application.Twiml("/inbound", first);
        emulator.Application.Twiml("/language", Birth);
        emulator.Application.Twiml("/birth", Danger);
        emulator.Application.Twiml("/danger", "<Enqueue>nurses</Enqueue>");
        return emulator;
    }
}
