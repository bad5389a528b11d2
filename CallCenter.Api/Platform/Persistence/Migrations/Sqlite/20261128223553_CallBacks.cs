using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CallCenter.Api.Platform.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CallBacks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "CallBack",
                table: "Queue",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "Ringing",
                table: "Queue",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "CallBackSid",
                table: "Calls",
                type: "TEXT",
                maxLength: 34,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "CallBackTries",
                table: "Calls",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "CallBack",
                table: "Queue");

            migrationBuilder.DropColumn(
                name: "Ringing",
                table: "Queue");

            migrationBuilder.DropColumn(
                name: "CallBackSid",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "CallBackTries",
                table: "Calls");
        }
    }
}
