var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
var app = builder.Build();
app.MapPost("/twilio/voice/inbound", () =>
    Results.Text("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><Say>Thank you for calling.</Say><Pause length=\"3\"/></Response>", "text/xml"));
app.Run();
