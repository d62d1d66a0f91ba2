package io.github.identitysync.json;

import io.github.identitysync.Field;
import io.github.identitysync.Profile;
import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.Map;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes profiles as JSON:
 *
 * <pre>{@code
 * {"folderId":"00000000000aaaaa","id":"3f0c6d1e-5b7a-8c21-9d34-0e5f6a7b8c9d",
 *  "canonical":{"externalSystemType":"crm123","externalSystemUserId":"user123"},
 *  "identities":[
 *    {"externalSystemType":"crm123","externalSystemUserId":"user123"},
 *    {"browserId":"123"}],
 *  "fields":{
 *    "visits":{"value":3,"kind":"wholeNumber","occurredAt":"2026-01-01T00:00:00Z",
 *      "source":{"browserId":"123"}}}}
 * }</pre>
 *
 * <p>A value has the form in which {@link UpdateJson} reads it as the same value, if the field is
 * declared to have its kind; if not, dates and timestamps are read as texts. The kinds are {@code
 * text}, {@code wholeNumber}, {@code decimal}, {@code truth}, {@code date}, {@code timestamp} and
 * {@code texts}. A decimal has a fraction or an exponent, and all of its digits.
 */
public final class ProfileJson {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();

  private ProfileJson() {}

  /**
   * Returns the profile as one object on one line. Cost: proportional to the length of the text.
   */
  public static String toJson(Profile profile) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write(profile, json);
    }
    return text.toString();
  }

  /**
   * Writes the profile as one object on one line, in UTF-8, without a line end. All of it is given
   * to the stream, which is neither flushed nor closed. Cost: proportional to the length of the
   * text.
   *
   * @throws IOException if the stream threw it; a part of the object may have been written
   */
  public static void write(Profile profile, OutputStream out) throws IOException {
    try (JsonGenerator json =
        FACTORY.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
      write(profile, json);
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
  }

  private static void write(Profile profile, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("folderId", profile.folderId());
    json.writeStringProperty("id", profile.id().toString());
    json.writeName("canonical");
    write(profile.canonical(), json);
    json.writeName("identities");
    json.writeStartArray();
    profile.identities().forEach(identity -> write(identity, json));
    json.writeEndArray();
    json.writeName("fields");
    json.writeStartObject();
    for (Map.Entry<String, Field> field : profile.fields().entrySet()) {
      json.writeName(field.getKey());
      write(field.getValue(), json);
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void write(Identity identity, JsonGenerator json) {
    json.writeStartObject();
    if (identity instanceof Identity.Browser browser) {
      json.writeStringProperty("browserId", browser.id());
    } else if (identity instanceof Identity.External external) {
      json.writeStringProperty("externalSystemType", external.type());
      json.writeStringProperty("externalSystemUserId", external.userId());
    }
    json.writeEndObject();
  }

  private static void write(Field field, JsonGenerator json) {
    json.writeStartObject();
    json.writeName("value");
    json.writeStringProperty("kind", writeValue(field.value(), json));
    json.writeStringProperty("occurredAt", field.occurredAt().toString());
    json.writeName("source");
    write(field.source(), json);
    json.writeEndObject();
  }

  /** Writes the value, and returns the name of its kind. */
  private static String writeValue(FieldValue value, JsonGenerator json) {
    if (value instanceof FieldValue.Text text) {
      json.writeString(text.value());
      return "text";
    } else if (value instanceof FieldValue.WholeNumber number) {
      json.writeNumber(number.value());
      return "wholeNumber";
    } else if (value instanceof FieldValue.Decimal number) {
      json.writeNumber(marked(number.value()));
      return "decimal";
    } else if (value instanceof FieldValue.Truth truth) {
      json.writeBoolean(truth.value());
      return "truth";
    } else if (value instanceof FieldValue.Date date) {
      json.writeString(date.value().toString());
      return "date";
    } else if (value instanceof FieldValue.Timestamp timestamp) {
      json.writeString(timestamp.value().toString());
      return "timestamp";
    } else if (value instanceof FieldValue.Texts texts) {
      json.writeStartArray();
      texts.values().forEach(json::writeString);
      json.writeEndArray();
      return "texts";
    }
    throw new IllegalArgumentException("a field without a value");
  }

  /** Returns the number in a form that does not look like a whole number. */
  private static BigDecimal marked(BigDecimal number) {
    return number.scale() == 0 ? number.setScale(1) : number;
  }
}
