using CallCenter.Api.Features.EhrDelivery.Domain;
using CallCenter.Api.Features.EhrDelivery.Fhir;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Api.Tests.EhrDelivery;

public class DeliveryRulesTests
{
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 11, 24, 3, 10, 48, TimeSpan.Zero));

    [Theory]
    [InlineData(401, ShipmentVerdict.NeedsPerson, "not-allowed")]
    [InlineData(403, ShipmentVerdict.NeedsPerson, "not-allowed")]
    [InlineData(404, ShipmentVerdict.NeedsPerson, "wrong-address")]
    [InlineData(400, ShipmentVerdict.NeedsPerson, "refused")]
    [InlineData(422, ShipmentVerdict.NeedsPerson, "refused")]
    [InlineData(413, ShipmentVerdict.NeedsPerson, "refused")]
    [InlineData(412, ShipmentVerdict.NeedsPerson, "filed-twice")]
    [InlineData(429, ShipmentVerdict.NotSent, "busy")]
    [InlineData(408, ShipmentVerdict.LostAnswer, "no-answer")]
    [InlineData(409, ShipmentVerdict.LostAnswer, "no-answer")]
    [InlineData(500, ShipmentVerdict.LostAnswer, "no-answer")]
    [InlineData(502, ShipmentVerdict.LostAnswer, "no-answer")]
    [InlineData(503, ShipmentVerdict.LostAnswer, "no-answer")]
    [InlineData(504, ShipmentVerdict.LostAnswer, "no-answer")]
    [InlineData(302, ShipmentVerdict.LostAnswer, "no-answer")]
    [InlineData(201, ShipmentVerdict.LostAnswer, "no-answer")]
    public void An_answer_to_a_create_means(int status, ShipmentVerdict verdict, string code)
    {
        var result = FhirAnswer.OfCreate(new FhirExchange { Sent = true, Status = status }, null, Clock);
        Assert.Equal((verdict, code), (result.Verdict, result.Reason!.Code));
    }

    [Fact]
    public void A_connection_that_never_was_is_not_a_lost_answer_and_a_broken_one_is()
    {
        var refused = new HttpRequestException(HttpRequestError.ConnectionError);
        var broken = new HttpRequestException(HttpRequestError.ResponseEnded);
        Assert.Equal(ShipmentVerdict.NotSent, FhirAnswer.OfCreate(new FhirExchange { Sent = true }, refused, Clock).Verdict);
        Assert.Equal(ShipmentVerdict.LostAnswer, FhirAnswer.OfCreate(new FhirExchange { Sent = true }, broken, Clock).Verdict);
        Assert.Equal(ShipmentVerdict.LostAnswer, FhirAnswer.OfCreate(new FhirExchange { Sent = true }, new TaskCanceledException(), Clock).Verdict);
    }

    [Fact]
    public void A_server_that_says_too_many_is_given_its_time_or_the_rest_of_the_minute()
    {
        var told = new FhirExchange { Sent = true, Status = 429, RetryAfter = TimeSpan.FromSeconds(7) };
        Assert.Equal(TimeSpan.FromSeconds(7), FhirAnswer.OfCreate(told, null, Clock).After);
        Assert.Equal(TimeSpan.FromSeconds(12), FhirAnswer.OfCreate(new FhirExchange { Sent = true, Status = 429 }, null, Clock).After);
    }

    [Theory]
    [InlineData("https://ehr.example/r4/DocumentReference/abc/_history/1", "abc")]
    [InlineData("DocumentReference/abc", "abc")]
    [InlineData("/fhir/DocumentReference/abc", "abc")]
    [InlineData("/fhir/DocumentReference/", null)]
    [InlineData("/login?next=/DocumentReference/abc", null)]
    [InlineData(null, null)]
    public void The_id_is_taken_from_the_location(string? location, string? id) =>
        Assert.Equal(id, new FhirExchange { Location = location }.IdFromLocation("DocumentReference"));

    [Fact]
    public void A_lookup_that_fails_leaves_the_doubt()
    {
        Assert.Equal(ShipmentVerdict.LostAnswer, FhirAnswer.OfRead(new FhirExchange { Status = 503 }, mayHaveArrived: true, Clock).Verdict);
        Assert.Equal(ShipmentVerdict.NotSent, FhirAnswer.OfRead(new FhirExchange { Status = 503 }, mayHaveArrived: false, Clock).Verdict);
    }

    [Fact]
    public void Unknown_becomes_queued_by_nothing_and_confirmed_needs_an_acknowledgement()
    {
        Assert.Equal(DeliveryState.Unknown, DeliveryLifecycle.Next(DeliveryState.Sending, DeliveryTrigger.LoseAnswer));
        Assert.Equal(DeliveryState.Sending, DeliveryLifecycle.Next(DeliveryState.Unknown, DeliveryTrigger.Begin));
        Assert.Equal(DeliveryState.Unknown, DeliveryLifecycle.Next(DeliveryState.NeedsPerson, DeliveryTrigger.SendAgain));
        foreach (var state in Enum.GetValues<DeliveryState>().Where(s => s != DeliveryState.Acknowledged))
            Assert.Throws<InvalidOperationException>(() => DeliveryLifecycle.Next(state, DeliveryTrigger.Confirm));
        foreach (var trigger in Enum.GetValues<DeliveryTrigger>())
        {
            Assert.Throws<InvalidOperationException>(() => DeliveryLifecycle.Next(DeliveryState.Confirmed, trigger));
            Assert.Throws<InvalidOperationException>(() => DeliveryLifecycle.Next(DeliveryState.Voided, trigger));
        }
    }

    [Fact]
    public void The_pauses_grow_from_seconds_to_an_hour_and_differ_a_little()
    {
        var id = Guid.CreateVersion7(Clock.GetUtcNow());
        Assert.InRange(RetryLadder.After(1, id), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(6));
        Assert.InRange(RetryLadder.After(5, id), TimeSpan.FromMinutes(24), TimeSpan.FromMinutes(36));
        Assert.InRange(RetryLadder.After(60, id), TimeSpan.FromMinutes(48), TimeSpan.FromMinutes(72));
        Assert.True(Enumerable.Range(0, 50).Select(_ => RetryLadder.After(1, Guid.NewGuid())).Distinct().Count() > 10);
    }
}
